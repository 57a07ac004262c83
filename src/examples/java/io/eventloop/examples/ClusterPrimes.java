package io.eventloop.examples;

import io.eventloop.EventLoop;
import io.eventloop.cluster.RemoteKind;
import io.eventloop.cluster.TaskRegistry;
import io.eventloop.loop.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;

/** Work that any node of a cluster may do: each node registers the kind, any loop submits it. */
public final class ClusterPrimes {
  private ClusterPrimes() {}

  /** From the first number on, up to the last without it. */
  public record Range(int first, int last) {}

  /** What travels is the name, the range and the count. */
  public static final RemoteKind<Range, Long> COUNT_PRIMES =
      RemoteKind.of("count-primes", Range.class, Long.class, ClusterPrimes::count);

  private static long count(Range range) {
    return IntStream.range(range.first(), range.last()).filter(ClusterPrimes::isPrime).count();
  }

  private static boolean isPrime(int number) {
    return number > 1
        && IntStream.rangeClosed(2, (int) Math.sqrt(number)).allMatch(d -> number % d != 0);
  }

  /** At the start of each node, the submitting ones too. */
  public static void start(ActorSystem<?> system) {
    TaskRegistry.get(system).register(COUNT_PRIMES);
  }

  /** On a loop: ten tasks, on whichever nodes have a thread free. */
  public static Promise<Long> primesBelow(EventLoop loop, int limit) {
    List<Promise<Long>> parts =
        IntStream.range(0, 10)
            .mapToObj(i -> new Range(limit / 10 * i, limit / 10 * (i + 1)))
            .map(range -> loop.cluster().submit(COUNT_PRIMES, range))
            .toList();
    return Promise.all(parts).then(counts -> counts.stream().mapToLong(Long::longValue).sum());
  }
}
