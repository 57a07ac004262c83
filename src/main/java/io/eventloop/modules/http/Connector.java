package io.eventloop.modules.http;

import io.eventloop.loop.IoRequest;
import io.eventloop.value.Callback;
import io.eventloop.value.Outcome;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
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

  /** Sends a GET request, whose answer is wanted whole; returns at once. */
  void get(URI uri, IoRequest<Response> answer, Exchange exchange) {
    send(
        HttpRequest.newBuilder(uri).build(),
        BodyHandlers.ofString(),
        exchange,
        (error, response) -> answer.complete(outcome(error, response)));
  }

  /**
   * Sends a request, whose answer is wanted piece by piece; returns at once.
   *
   * @param answer is called once, on a thread of the client: with the head of the answer, whose
   *     body is to be subscribed to
   */
  void send(
      HttpRequest request,
      Exchange exchange,
      Callback<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer) {
    send(request, BodyHandlers.ofPublisher(), exchange, answer);
  }

  private <T> void send(
      HttpRequest request,
      BodyHandler<T> handler,
      Exchange exchange,
      Callback<HttpResponse<T>> to) {
    // not on the loop's thread: the first client loads the TLS set-up, and a name is looked up here
    executor.execute(() -> sendNow(request, handler, exchange, to));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the answer is the event
  private <T> void sendNow(
      HttpRequest request,
      BodyHandler<T> handler,
      Exchange exchange,
      Callback<HttpResponse<T>> to) {
    try {
      CompletableFuture<HttpResponse<T>> sent = client().sendAsync(request, handler);
      exchange.sent(sent);
      sent.whenComplete(
          (response, error) -> {
            if (response == null || error != null) {
              tell(to, HttpErrors.translate(request.uri(), error), null);
            } else {
              tell(to, null, response);
            }
          });
    } catch (Throwable error) { // an Error too: the loop waits for an answer
      tell(to, error, null);
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

  private static <T> void tell(
      Callback<HttpResponse<T>> to, @Nullable Throwable error, @Nullable HttpResponse<T> response) {
    try {
      to.call(error, response);
    } catch (Exception thrown) {
      throw new IllegalStateException("the client's own callback does not throw", thrown);
    }
  }

  private static Outcome<Response> outcome(
      @Nullable Throwable error, @Nullable HttpResponse<String> response) {
    if (response == null) {
      return Outcome.failure(Objects.requireNonNull(error));
    }
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return Outcome.success(new Response(response.statusCode(), headers, response.body()));
  }
}
