package io.eventloop.loop;

import io.eventloop.pool.AnswerStage;
import io.eventloop.pool.CallOptions;
import io.eventloop.value.Callback;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What only some tasks have, apart from the task so that the others pay nothing for it.
 *
 * @param <T> what the task yields
 */
final class CallDetails<T> {
  final @Nullable Callback<? super T> callback;
  final CallOptions options;
  final @Nullable CallContext context;
  final @Nullable StackTraceElement callSite;

  /** A full pool keeps the call waiting, even one that is set to reject. */
  boolean waitsForRoom;

  /** It is a task of a call that has begun. */
  boolean goesOn;

  /** Among which it is open, until it has its answer. */
  @Nullable OpenCalls tied;

  /** By which it listens to a signal. */
  @Nullable Registration signal;

  @Nullable Timer deadlineTimer;

  /** For whoever asked for one, on any thread. */
  private final AtomicReference<@Nullable AnswerStage<T>> stage = new AtomicReference<>();

  CallDetails(
      @Nullable Callback<? super T> callback,
      CallOptions options,
      @Nullable CallContext context,
      @Nullable StackTraceElement callSite) {
    this.callback = callback;
    this.options = options;
    this.context = context;
    this.callSite = callSite;
  }

  /** The call has had this stage from the beginning. */
  void answer(AnswerStage<T> first) {
    stage.set(first);
  }

  /** The stage, if somebody has asked for it. */
  @Nullable AnswerStage<T> stageOrNull() {
    return stage.get();
  }

  AnswerStage<T> stage() {
    AnswerStage<T> present = stage.get();
    if (present != null) {
      return present;
    }
    AnswerStage<T> made = new AnswerStage<>();
    AnswerStage<T> before = stage.compareAndExchange(null, made);
    return before == null ? made : before;
  }
}
