package io.eventloop.modules.http;

import io.eventloop.loop.IoRequest;
import io.eventloop.value.Outcome;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client and its threads, shared by the loops of this JVM that make requests. Any
 * thread may use it.
 *
 * <p>Each client has a selector thread of its own, and in JDK 17 nothing closes it: it ends within
 * seconds once the client has been garbage-collected. So there is not a client for each loop, of
 * which many runs in one JVM would pile up, but one, and nothing holds it save the loops that use
 * it. All threads are daemons, and the executor's end when they have been idle.
 */
final class Connector {
  private static final int THREADS = 2;
  private static final long IDLE_SECONDS = 1;

  private static WeakReference<Connector> shared = new WeakReference<>(null);

  private final ExecutorService executor = newExecutor();
  private @Nullable HttpClient client;

  private Connector() {}

  static synchronized Connector shared() {
    Connector present = shared.get();
    if (present == null) {
      present = new Connector();
      shared = new WeakReference<>(present);
    }
    return present;
  }

  private static ExecutorService newExecutor() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor made =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "eventloop-http-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    made.allowCoreThreadTimeOut(true);
    return made;
  }

  /** Sends a GET request; returns at once. */
  void get(URI uri, IoRequest<Response> answer, Exchange exchange) {
    // not on the loop's thread: the first client loads the TLS set-up, and a name is looked up here
    executor.execute(() -> send(uri, answer, exchange));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the answer is the event
  private void send(URI uri, IoRequest<Response> answer, Exchange exchange) {
    try {
      CompletableFuture<HttpResponse<String>> sent =
          client().sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      exchange.sent(sent);
      sent.whenComplete((response, error) -> answer.complete(outcome(uri, response, error)));
    } catch (Throwable error) { // an Error too: the loop waits for an answer
      answer.complete(Outcome.failure(error));
    }
  }

  private synchronized HttpClient client() {
    HttpClient present = client;
    if (present == null) {
      present =
          HttpClient.newBuilder()
              .executor(executor)
              .version(HttpClient.Version.HTTP_1_1) // what Node's http speaks
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = present;
    }
    return present;
  }

  private Outcome<Response> outcome(
      URI uri, @Nullable HttpResponse<String> response, @Nullable Throwable error) {
    if (response == null || error != null) {
      return Outcome.failure(HttpErrors.translate(uri, error));
    }
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return Outcome.success(new Response(response.statusCode(), headers, response.body()));
  }
}
