package io.eventloop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.testing.ProgramRun;
import io.eventloop.testing.Waiting;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Immediates that are taken back: where they stood, the others keep their order. */
class ImmediateQueueTest {

  @Test
  void shouldKeepNothingOfOneThatWasCleared() {
    ImmediateQueue queue = new ImmediateQueue(new LoopThread());
    queue.add(immediate(queue));
    WeakReference<Immediate> cleared = new WeakReference<>(setAndClear(queue));
    queue.add(immediate(queue));
    Waiting.untilCollected(List.of(cleared));
    assertThat(queue.referenced()).isEqualTo(2);
  }

  private static Immediate immediate(ImmediateQueue queue) {
    return new Immediate(queue, null, null).calling(() -> {});
  }

  private static Immediate setAndClear(ImmediateQueue queue) {
    Immediate immediate = immediate(queue);
    queue.add(immediate);
    queue.clear(immediate);
    return immediate;
  }

  @Test
  void shouldRunTheOthersInOrderWhicheverIsClearedAndWhenever() {
    ProgramRun run =
        ProgramRun.of(
            (loop, log) -> {
              Immediate[] set = new Immediate[7];
              for (int i = 0; i < set.length; i++) {
                int number = i;
                set[i] =
                    loop.setImmediate(
                        () -> {
                          log.accept("run " + number);
                          if (number == 2) {
                            loop.clearImmediate(set[1]);
                            loop.clearImmediate(set[2]);
                            loop.clearImmediate(set[3]);
                            loop.setImmediate(() -> log.accept("next turn"));
                            loop.nextTick(() -> loop.clearImmediate(set[4]));
                          }
                        });
              }
              loop.clearImmediate(set[0]);
              loop.clearImmediate(set[6]);
              loop.clearImmediate(set[6]);
            });
    assertThat(run.lines()).isEqualTo(List.of("run 1", "run 2", "run 5", "next turn"));
  }
}
