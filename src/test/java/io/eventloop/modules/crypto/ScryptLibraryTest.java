package io.eventloop.modules.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** A program that has not got the optional dependency. */
class ScryptLibraryTest {

  /** Has this library's classes anew, and not Bouncy Castle's. */
  private static final class WithoutLibrary extends URLClassLoader {
    WithoutLibrary(URL ours) {
      super(new URL[] {ours}, ScryptLibraryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.bouncycastle.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.eventloop.modules.crypto.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Test
  void shouldSayWhatToAdd() throws Exception {
    URL ours = Scrypt.class.getProtectionDomain().getCodeSource().getLocation();
    try (WithoutLibrary loader = new WithoutLibrary(ours)) {
      Class<?> options = loader.loadClass(ScryptOptions.class.getName());
      Constructor<?> scrypt =
          loader
              .loadClass(Scrypt.class.getName())
              .getDeclaredConstructor(byte[].class, byte[].class, int.class, options);
      scrypt.setAccessible(true);
      Object defaults = options.getField("DEFAULT").get(null);
      Throwable thrown =
          catchThrowable(() -> scrypt.newInstance(new byte[1], new byte[1], 1, defaults));
      assertThat(thrown).isInstanceOf(InvocationTargetException.class);
      assertThat(thrown.getCause())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("crypto.scrypt needs org.bouncycastle:bcprov-jdk18on among the dependencies");
    }
  }
}
