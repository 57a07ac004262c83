package io.eventloop.modules.http;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A request under way, to be given up when its loop has ended. Safe to use from any thread. */
final class Exchange {
  private @Nullable CompletableFuture<?> sent;
  private boolean cancelled;

  synchronized void sent(CompletableFuture<?> request) {
    sent = request;
    if (cancelled) {
      request.cancel(true);
    }
  }

  synchronized void cancel() {
    cancelled = true;
    if (sent != null) {
      sent.cancel(true);
    }
  }
}
