package io.eventloop.loop;

/** Something that was registered and can be taken back. */
@FunctionalInterface
public interface Registration {

  /** Takes it back. Does nothing when called again, or when it has run. */
  void remove();
}
