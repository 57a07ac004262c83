package io.eventloop.modules.zlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.testing.Waiting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who closes a coder that a worker uses and the loop gives up. */
class PoolCoderTest {

  /** Says what is asked of it, and waits where it is told to. */
  private static final class Recorded implements Coder {
    final List<String> calls = new ArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gate = new CountDownLatch(0);
    ZlibException failure;

    @Override
    public void input(ByteBuffer data) {
      calls.add("input");
    }

    @Override
    public void flush() {
      calls.add("flush");
    }

    @Override
    public void end() {
      calls.add("end");
    }

    @Override
    public int output(byte[] buffer) throws ZlibException {
      begun.countDown();
      Waiting.await(gate);
      calls.add("output");
      if (failure != null) {
        throw failure;
      }
      return 0;
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  @Test
  void shouldBeClosedAtOnceWhileNobodyUsesIt() throws Exception {
    Recorded coder = new Recorded();
    PoolCoder shared = new PoolCoder(coder);
    shared.make(PoolCoder.Step.FLUSH);
    shared.close();
    shared.close();
    assertThat(coder.calls).containsExactly("flush", "output", "close");
  }

  @Test
  void shouldBeClosedByTheWorkerThatUsesIt() {
    Recorded coder = new Recorded();
    coder.gate = new CountDownLatch(1);
    PoolCoder shared = new PoolCoder(coder);
    CompletableFuture<List<ByteBuffer>> made =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return shared.make(PoolCoder.Step.END);
              } catch (ZlibException e) {
                throw new IllegalStateException(e);
              }
            });
    Waiting.await(coder.begun);
    shared.close();
    assertThat(coder.calls).containsExactly("end");
    coder.gate.countDown();
    assertThat(Waiting.valueOf(made)).isEmpty();
    assertThat(coder.calls).containsExactly("end", "output", "close");
  }

  @Test
  void shouldNotBeUsedAfterItWasClosed() throws Exception {
    Recorded coder = new Recorded();
    PoolCoder shared = new PoolCoder(coder);
    shared.close();
    assertThat(shared.make(ByteBuffer.allocate(1))).isEmpty();
    assertThat(coder.calls).containsExactly("close");
  }

  @Test
  void shouldBeClosableAfterItHasFailed() {
    Recorded coder = new Recorded();
    coder.failure = ZlibException.data("broken");
    PoolCoder shared = new PoolCoder(coder);
    assertThatThrownBy(() -> shared.make(ByteBuffer.allocate(1))).isSameAs(coder.failure);
    shared.close();
    assertThat(coder.calls).containsExactly("input", "output", "close");
  }
}
