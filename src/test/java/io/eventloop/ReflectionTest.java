package io.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.EventEmitter;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Timer;
import io.eventloop.modules.crypto.Crypto;
import io.eventloop.modules.fs.Fs;
import io.eventloop.modules.http.Http;
import io.eventloop.testing.ProgramRun;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is public can be called by reflection, as script engines do. */
class ReflectionTest {

  @Test
  void shouldDeclareWhatIsPublicInPublicTypes() {
    for (Class<?> type :
        List.of(
            EventLoop.class,
            Fs.class,
            Crypto.class,
            Http.class,
            Promise.class,
            EventEmitter.class,
            Timer.class)) {
      for (Method method : type.getMethods()) {
        assertThat(Modifier.isPublic(method.getDeclaringClass().getModifiers()))
            .as(method.toString())
            .isTrue();
      }
    }
  }

  @Test
  void shouldCallAMethodOfTheLoopFromAnotherPackage() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              loop.exitCode(4);
              Object code = EventLoop.class.getMethod("exitCode").invoke(loop);
              log.accept(code.toString());
            });
    assertThat(run).isEqualTo(new ProgramRun(List.of(OptionalInt.of(4).toString()), 4));
  }
}
