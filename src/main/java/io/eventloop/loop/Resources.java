package io.eventloop.loop;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers why a loop is alive. Of the loop's thread. */
final class Resources {
  /** Packages whose code registers for somebody else. */
  private static final List<String> OURS =
      List.of(
          "io.eventloop.value.",
          "io.eventloop.loop.",
          "io.eventloop.modules.",
          "io.eventloop.EventLoop");

  private final boolean trackCallSites;
  private final Queues queues;
  private final Calls calls;
  private final Set<Closing> closing = new LinkedHashSet<>();

  Resources(boolean trackCallSites, Queues queues, Calls calls) {
    this.trackCallSites = trackCallSites;
    this.queues = queues;
    this.calls = calls;
  }

  /** The place in the user's code that calls us, or null where this is not tracked. */
  @Nullable StackTraceElement callSite() {
    return trackCallSites
        ? StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> OURS.stream().noneMatch(frame.getClassName()::startsWith))
                        .findFirst()
                        .map(StackFrame::toStackTraceElement)
                        .orElse(null))
        : null;
  }

  /** A callback for the close phase, which keeps the loop running until it begins. */
  Runnable closing(Runnable callback) {
    Closing added = new Closing(callback, callSite());
    closing.add(added);
    return added;
  }

  private final class Closing implements Runnable {
    private final Runnable callback;
    private final @Nullable StackTraceElement callSite;

    Closing(Runnable callback, @Nullable StackTraceElement callSite) {
      this.callback = callback;
      this.callSite = callSite;
    }

    @Override
    public void run() {
      closing.remove(this);
      callback.run();
    }
  }

  /** What keeps the loop running: tasks and I/O, timers, immediates, what is being closed. */
  List<ActiveResource> active() {
    List<ActiveResource> active = new ArrayList<>();
    calls.forEach(call -> active.add(resource(call.what(), call.callSite())));
    calls.handles().forEachReferenced(handle -> active.add(resource(handle.what, handle.callSite)));
    queues.timers.forEach(
        timer -> {
          if (timer.hasRef()) {
            active.add(resource("Timeout", timer.callSite()));
          }
        });
    queues.immediates.forEach(
        immediate -> {
          if (immediate.hasRef()) {
            active.add(resource("Immediate", immediate.callSite()));
          }
        });
    closing.forEach(handle -> active.add(resource("close callback", handle.callSite)));
    return List.copyOf(active);
  }

  private static ActiveResource resource(String type, @Nullable StackTraceElement callSite) {
    return new ActiveResource(type, Optional.ofNullable(callSite));
  }
}
