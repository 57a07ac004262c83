package io.eventloop.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.pool.PoolWorker.Command;
import io.eventloop.testing.TestRuntime;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a sleeping worker is woken for a stream of tasks, in time that the test makes up. */
class FlowTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final TaskKind WORK = TaskKind.of("work");
  private static final long SHORT = 500;
  private static final long LONG = 50_000;

  private final AtomicLong nanos = new AtomicLong();
  private final Flow flow = new Flow(nanos::get);
  private final Pool pool = new Pool(TestRuntime.poolOf(KIT, 2));
  private final PoolWatch watch = new PoolWatch(pool, flow);
  private final Submitter submitter = pool.attach(new Attached());
  private final TestInbox<Command> awakeInbox = TestInbox.create();
  private final TestInbox<Command> asleepInbox = TestInbox.create();
  private final Post awake = new Post(pool, 0, 1, "pool0");

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  /** One worker is at a task, the other has nothing to do, and many tasks wait. */
  @BeforeEach
  void fill() {
    assertThat(pool.tryEnterWatch()).isTrue(); // or whoever offers a task would wake them
    awake.occupy(awakeInbox.getRef());
    pool.install(awake);
    Post asleep = new Post(pool, 1, 1, "pool1");
    asleep.occupy(asleepInbox.getRef());
    pool.install(asleep);
    offer(101);
    assertThat(awakeInbox.getAllReceived()).as("told to the first").hasSize(1);
    assertThat(pool.hasWorkForIdle()).isTrue();
  }

  private void offer(int count) {
    Stream.generate(() -> new LooseJob(WORK)).limit(count).forEach(submitter::submit);
  }

  /** The worker that is awake takes so many tasks, each of this length. */
  private void work(int tasks, long each) {
    for (int i = 0; i < tasks; i++) {
      assertThat(pool.next(awake)).isNotNull();
      nanos.addAndGet(each);
    }
  }

  private void expectWoken(boolean woken) {
    assertThat(asleepInbox.getAllReceived()).hasSize(woken ? 1 : 0);
  }

  @Test
  void shouldNotWakeASecondWorkerForAStreamOfShortTasksUntilOneIsLong() {
    for (int look = 0; look < 9; look++) {
      work(10, SHORT);
      assertThat(watch.look()).isFalse();
      expectWoken(false);
    }
    work(1, LONG);
    assertThat(watch.look()).isFalse();
    expectWoken(true);
  }

  @Test
  void shouldWakeASecondWorkerWhenTheFirstIsInATask() {
    work(10, SHORT);
    watch.look();
    expectWoken(false);
    nanos.addAndGet(1); // nothing was taken in the meantime
    watch.look();
    expectWoken(true);
  }

  @Test
  void shouldDecideTheSameAtTheEndOfATurn() {
    for (int turn = 0; turn < 9; turn++) {
      work(10, SHORT);
      pool.endOfTurn(submitter, flow);
      expectWoken(false);
    }
    work(1, LONG);
    pool.endOfTurn(submitter, flow);
    expectWoken(true);
  }

  @Test
  void shouldLookTwiceMoreWhenThereIsNothingToDoAndWakeAtTheLast() {
    assertThat(watch.tryEnter()).isTrue();
    work(100, SHORT);
    assertThat(watch.look()).as("what was queued just now it may not see").isFalse();
    offer(2); // to the first worker, which does not come back, and into the queue
    work(1, SHORT);
    offer(1);
    assertThat(watch.look()).isTrue();
    expectWoken(true);
    assertThat(watch.tryEnter()).as("it is over").isTrue();
  }

  @Test
  void shouldLookOnWhenATaskWasQueuedBeforeTheLastLook() {
    assertThat(watch.tryEnter()).isTrue();
    assertThat(watch.tryEnter()).as("already").isFalse();
    work(100, SHORT);
    assertThat(watch.look()).isFalse();
    assertThat(watch.isOn()).isFalse();
    assertThat(watch.tryEnter()).as("it is on the list still").isFalse();
    assertThat(watch.isOn()).isTrue();
    assertThat(watch.look()).isFalse();
    assertThat(watch.look()).isTrue();
  }
}
