package io.eventloop.loop.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A promise by the letter of ECMA-262, without values: each reaction is one microtask. */
final class ModelPromise implements Host.Pledge {
  private final Model model;
  private final List<Runnable> reactions = new ArrayList<>();
  private boolean settled;
  private boolean handled;

  /** Why it is rejected; null if it is pending or fulfilled. */
  private @Nullable ProgramError reason;

  /** Its fate is decided: settled, or following another promise. */
  private boolean resolved;

  ModelPromise(Model model) {
    this.model = model;
  }

  void resolve() {
    if (!resolved) {
      resolved = true;
      settle(null);
    }
  }

  void reject(ProgramError error) {
    if (!resolved) {
      resolved = true;
      settle(error);
    }
  }

  /** NewPromiseResolveThenableJob: a turn to ask the other, and one for its answer. */
  private void follow(ModelPromise other) {
    resolved = true;
    model.addMicrotask(() -> other.react(() -> settle(null), this::settle));
  }

  private void settle(@Nullable ProgramError error) {
    settled = true;
    reason = error;
    if (error != null && !handled) {
      model.rejectedUnhandled(this);
    }
    reactions.forEach(model::addMicrotask);
    reactions.clear();
  }

  private void react(Runnable onFulfilled, Consumer<ProgramError> onRejected) {
    Runnable reaction =
        () -> {
          if (reason == null) {
            onFulfilled.run();
          } else {
            onRejected.accept(reason);
          }
        };
    if (settled) {
      model.addMicrotask(reaction);
      model.rejectionHandled(this);
    } else {
      reactions.add(reaction);
    }
    handled = true;
  }

  ProgramError reason() {
    if (reason == null) {
      throw new IllegalStateException("not rejected");
    }
    return reason;
  }

  @Override
  public ModelPromise then(Runnable body) {
    ModelPromise next = new ModelPromise(model);
    react(() -> next.resolveAfter(body), next::reject);
    return next;
  }

  @Override
  public ModelPromise thenCompose(Supplier<Host.Pledge> body) {
    ModelPromise next = new ModelPromise(model);
    react(
        () -> {
          try {
            next.follow((ModelPromise) body.get());
          } catch (ProgramError thrown) {
            next.reject(thrown);
          }
        },
        next::reject);
    return next;
  }

  @Override
  public ModelPromise catchError(Consumer<Throwable> body) {
    ModelPromise next = new ModelPromise(model);
    react(next::resolve, error -> next.resolveAfter(() -> body.accept(error)));
    return next;
  }

  private void resolveAfter(Runnable body) {
    try {
      body.run();
      resolve();
    } catch (ProgramError thrown) {
      reject(thrown);
    }
  }
}
