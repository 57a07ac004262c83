package io.eventloop.loop;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handles of a loop that are open. Of the loop's thread. */
final class OpenHandles {
  private final LoopThread thread;
  private final Set<Open> open = new LinkedHashSet<>();
  private int referenced;

  OpenHandles(LoopThread thread) {
    this.thread = thread;
  }

  Handle add(String what, Runnable atEnd, @Nullable StackTraceElement callSite) {
    Open handle = new Open(what, atEnd, callSite);
    open.add(handle);
    referenced++;
    return handle;
  }

  /** How many keep the loop alive. */
  int referenced() {
    return referenced;
  }

  void forEachReferenced(Consumer<Open> each) {
    open.stream().filter(Open::hasRef).forEach(each);
  }

  /** The loop has ended: closes all, with what each wants done then. */
  void terminate(BiConsumer<String, Runnable> giveUp) {
    List<Open> left = List.copyOf(open);
    open.clear();
    referenced = 0;
    left.forEach(
        handle -> {
          handle.closed = true;
          giveUp.accept(handle.what, handle.atEnd);
        });
  }

  /** One of them. */
  final class Open implements Handle {
    final String what;
    final @Nullable StackTraceElement callSite;
    private final Runnable atEnd;
    private boolean ref = true;
    private boolean closed;

    private Open(String what, Runnable atEnd, @Nullable StackTraceElement callSite) {
      this.what = what;
      this.atEnd = atEnd;
      this.callSite = callSite;
    }

    @Override
    public void ref() {
      set(true);
    }

    @Override
    public void unref() {
      set(false);
    }

    private void set(boolean wanted) {
      thread.check();
      if (ref != wanted) {
        ref = wanted;
        referenced += closed ? 0 : wanted ? 1 : -1;
      }
    }

    @Override
    public boolean hasRef() {
      return ref && !closed;
    }

    @Override
    public void close() {
      if (!closed) {
        thread.check();
        closed = true;
        open.remove(this);
        referenced -= ref ? 1 : 0;
      }
    }
  }
}
