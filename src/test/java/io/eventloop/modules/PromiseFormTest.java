package io.eventloop.modules;

import static io.eventloop.modules.Calls.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.AbortException;
import io.eventloop.loop.Promise;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.testing.Gate;
import io.eventloop.value.OutOfRangeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the promise forms of the calls have in common. */
class PromiseFormTest {
  private final List<Object> seen = new ArrayList<>();

  private void note(Promise<?> promise) {
    promise.then(value -> seen.add("WRONG: fulfilled")).catchError(error -> seen.add(error));
  }

  @Test
  void shouldCallOffATaskInPromiseForm() {
    Gate gate = new Gate();
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              AbortController controller = new AbortController();
              note(
                  loop.submit(
                      TaskKind.of("work"),
                      gate.yielding(1),
                      CallOptions.DEFAULT,
                      controller.signal()));
              gate.awaitBegun(1);
              controller.abort();
            });
    gate.awaitInterrupt();
    assertThat(exitCode).isZero();
    assertThat(seen).hasSize(1).hasOnlyElementsOfType(AbortException.class);
  }

  @Test
  void shouldRejectAPromiseWhereTheCallbackFormThrows() {
    int exitCode =
        NodeRuntime.run(
            SETTINGS,
            loop -> {
              note(loop.fs().readFile("a\0b"));
              note(loop.crypto().pbkdf2("a", "b", 0, 1, "sha1"));
              note(loop.http().get("nonsense"));
              note(loop.fs().writeFile("file", "text", "no flag"));
              assertThat(seen).isEmpty();
            });
    assertThat(exitCode).isZero();
    assertThat(seen)
        .hasSize(4)
        .allSatisfy(error -> assertThat(error).isInstanceOf(IllegalArgumentException.class));
    assertThat(seen.get(1)).isInstanceOf(OutOfRangeException.class);
  }
}
