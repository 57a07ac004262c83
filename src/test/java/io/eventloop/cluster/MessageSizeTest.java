package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.CallOptions;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A message that does not fit into a frame, or cannot be written, would be lost again and again.
 */
class MessageSizeTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Codec CODEC = new Codec(KIT.system());

  /** An exception of a user's, whose methods have a fault of their own. */
  private static final class Faulty extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static void isCounted(Report.Result result) {
    assertThat(CODEC.write(result).size()).isLessThanOrEqualTo(result.size());
  }

  @Test
  void shouldCountAllOfAResult() {
    isCounted(new Report.Result(Long.MAX_VALUE, Integer.MAX_VALUE, CODEC.write(1), null));
    isCounted(failure(new IllegalStateException("\u4e16".repeat(9_000))));
  }

  private static Report.Result failure(Throwable thrown) {
    return new Report.Result(1, 1, null, Failure.of(thrown));
  }

  @Test
  void shouldCountAllOfATask() {
    PortableTask task =
        new PortableTask(
            "kind",
            CODEC.write(1),
            Map.of("request", "\u4e16".repeat(100)),
            Map.of("tenant", CODEC.write("acme")));
    RemoteCall<String> call =
        new RemoteCall<>(
            Long.MAX_VALUE,
            RemoteKind.named("kind", Integer.class, String.class),
            Placement.anywhere(),
            CallOptions.DEFAULT,
            task,
            (answered, teller) -> {},
            null);
    Orders.Run run =
        new Orders.Run(
            call.id(), 1, "kind", task.argument(), Long.MAX_VALUE, true, task.mdc(), task.locals());

    assertThat(CODEC.write(run).size()).isLessThanOrEqualTo(call.size());
  }

  @Test
  void shouldDescribeWhatCannotDescribeItself() {
    Failure failure = Failure.of(new Faulty());

    assertThat(failure.type()).isEqualTo(Faulty.class.getName());
    assertThat(failure.message())
        .isEqualTo("it cannot be described: it threw java.lang.StackOverflowError");
  }

  @Test
  void shouldDescribeWhatHasHalfACharacter() {
    String cutInTwo = "x".repeat(7_999) + "\ud83d\ude00";

    isCounted(failure(new IllegalStateException("\ud800")));
    isCounted(failure(new IllegalStateException(cutInTwo)));
    assertThat(Failure.of(new IllegalStateException("a\ud800")).message()).isEqualTo("a?");
  }
}
