package io.eventloop.testing;

import java.lang.reflect.Field;

/** A look at a private field, for what shows only in the memory. */
public final class Inside {
  private Inside() {}

  /** What the field of this name holds in this object. */
  public static Object of(Object object, String field) throws ReflectiveOperationException {
    Field there = object.getClass().getDeclaredField(field);
    there.setAccessible(true);
    return there.get(object);
  }
}
