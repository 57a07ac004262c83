package io.eventloop.modules.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.loop.Promise;
import io.eventloop.modules.Calls;
import io.eventloop.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.JavaFlowSupport;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Streams as publishers and subscribers, beside Pekko Streams. */
class FlowBridgeTest {
  private static final ActorSystem PEKKO = ActorSystem.create("FlowBridgeTest");
  private static final int MANY = 1000;
  private static final List<Integer> NUMBERS = IntStream.range(0, MANY).boxed().toList();

  @AfterAll
  static void stop() {
    TestKit.shutdownActorSystem(PEKKO);
  }

  /** What the promise of a program brings, or fails with. */
  private static <T> Object result(Function<EventLoop, Promise<T>> program) {
    AtomicReference<Object> result = new AtomicReference<>();
    int code =
        NodeRuntime.run(
            Calls.SETTINGS,
            loop ->
                program
                    .apply(loop)
                    .whenSettled((error, value) -> result.set(error == null ? value : error)));
    assertThat(code).isZero();
    return result.get();
  }

  @Test
  void shouldBeReadByPekko() {
    CompletableFuture<List<Integer>> read = new CompletableFuture<>();
    result(
        loop -> {
          Readable<Integer> stream = Readable.from(NUMBERS);
          JavaFlowSupport.Source.fromPublisher(stream.toPublisher())
              .runWith(Sink.seq(), PEKKO)
              .whenComplete((all, error) -> read.complete(all));
          return Promise.from(read);
        });
    assertThat(Waiting.valueOf(read)).isEqualTo(NUMBERS);
  }

  @Test
  void shouldReadWhatPekkoBrings() {
    Object read =
        result(
            loop ->
                Readable.from(
                        Source.from(NUMBERS)
                            .runWith(
                                JavaFlowSupport.Sink.<Integer>asPublisher(
                                    org.apache.pekko.stream.javadsl.AsPublisher.WITHOUT_FANOUT),
                                PEKKO))
                    .toList());
    assertThat(read).isEqualTo(NUMBERS);
  }

  @Test
  void shouldBeWrittenToByPekkoNoFasterThanItTakes() {
    List<Integer> taken = new ArrayList<>();
    AtomicInteger highest = new AtomicInteger();
    result(
        loop -> {
          WritableStream<Integer> stream =
              Writable.of(
                  StreamOptions.OBJECTS.withHighWaterMark(2),
                  (chunk, callback) -> {
                    taken.add(chunk);
                    loop.setImmediate(callback::done);
                  });
          Source.from(NUMBERS)
              .map(
                  n -> {
                    highest.accumulateAndGet(n, Math::max);
                    return n;
                  })
              .runWith(JavaFlowSupport.Sink.fromSubscriber(stream.toSubscriber()), PEKKO);
          return Streams.finished(stream);
        });
    assertThat(taken).isEqualTo(NUMBERS);
    assertThat(highest).hasValue(MANY - 1);
  }

  @Test
  void shouldFailAsThePublisherDoes() {
    Object failure =
        result(
            loop -> {
              SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
              Readable<String> stream = Readable.from(publisher);
              Promise<List<String>> all = stream.toList();
              loop.setImmediate(
                  () -> publisher.closeExceptionally(new IllegalStateException("broken")));
              return all;
            });
    assertThat(failure).isInstanceOf(IllegalStateException.class);
  }

  /** Asks for so many at first, and keeps what it is told. */
  private static final class Asking implements Flow.Subscriber<Integer> {
    private final List<Object> told = new ArrayList<>();
    private final CompletableFuture<Void> two = new CompletableFuture<>();
    private final long first;
    private Flow.Subscription subscription;

    Asking(long first) {
      this.first = first;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(first);
    }

    @Override
    public void onNext(Integer item) {
      told.add(item);
      if (told.size() == 2) {
        two.complete(null);
      }
    }

    @Override
    public void onError(Throwable error) {
      told.add(error.getMessage());
    }

    @Override
    public void onComplete() {
      told.add("complete");
    }
  }

  @Test
  void shouldBringNoMoreThanIsAskedFor() {
    Asking asking = new Asking(2);
    result(
        loop -> {
          Readable<Integer> stream = Readable.from(NUMBERS);
          stream.toPublisher().subscribe(asking);
          return Promise.from(asking.two)
              .thenCompose(nothing -> loop.timers().setTimeout(Duration.ofMillis(1)))
              .thenCompose(
                  nothing -> {
                    asking.told.add("waits");
                    asking.subscription.cancel();
                    return Streams.finished(stream).catchAccept(error -> {});
                  });
        });
    assertThat(asking.told).containsExactly(0, 1, "waits");
  }

  @Test
  void shouldTellASubscriberWhoComesLaterThanTheError() {
    Asking asking = new Asking(1);
    result(
        loop -> {
          Readable<Integer> stream = Readable.from(NUMBERS);
          Flow.Publisher<Integer> publisher = stream.toPublisher();
          stream.destroy(new IllegalStateException("broken"));
          return loop.timers()
              .setTimeout(Duration.ofMillis(1))
              .thenAccept(nothing -> publisher.subscribe(asking));
        });
    assertThat(asking.told).containsExactly("broken");
  }

  @Test
  void shouldRefuseToBeAskedForNothing() {
    Asking asking = new Asking(0);
    result(
        loop -> {
          Readable<Integer> stream = Readable.from(NUMBERS);
          stream.toPublisher().subscribe(asking);
          return Streams.finished(stream).catchAccept(error -> {});
        });
    assertThat(asking.told).containsExactly("request(0): 1 or more is accepted");
  }
}
