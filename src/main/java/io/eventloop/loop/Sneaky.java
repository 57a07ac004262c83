package io.eventloop.loop;

/** Throws what the compiler would want declared, where a user's own error is to pass as it is. */
final class Sneaky {
  private Sneaky() {}

  /**
   * Throws the error itself, checked or not.
   *
   * @return never; for {@code throw Sneaky.thrown(error)}
   */
  static RuntimeException thrown(Throwable error) {
    throw Sneaky.<RuntimeException>unchecked(error);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: no cast is made
  private static <E extends Throwable> E unchecked(Throwable error) throws E {
    throw (E) error;
  }
}
