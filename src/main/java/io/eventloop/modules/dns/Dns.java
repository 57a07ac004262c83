package io.eventloop.modules.dns;

import io.eventloop.loop.AbortSignal;
import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.InvalidArgValueException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Node's {@code dns}, as far as it asks the system: look-ups on the pool, as tasks of the kind
 * {@link TaskKind#DNS}, which may hold half of its threads, as in libuv; once one runs it goes to
 * its end. Of the loop's thread. Each call is there in callback form and, without the callback, in
 * promise form, where an argument that is not accepted rejects the promise.
 *
 * <p>The resolver is the JVM's, which remembers what it was told for a while ({@code
 * networkaddress.cache.ttl}), as Node does not.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/dns.html">Node: DNS</a>
 */
public final class Dns {
  /** The family of {@code 127.0.0.1}. */
  static final int IPV4 = 4;

  /** The family of {@code ::1}. */
  static final int IPV6 = 6;

  /** A hint: only families that the system has; which is what the JVM looks for in any case. */
  public static final int ADDRCONFIG = 32;

  /** A hint: for IPv6, where there is none, addresses of IPv4 mapped to it. */
  public static final int V4MAPPED = 8;

  /** A hint: with {@link #V4MAPPED}, those of IPv4 in any case. */
  public static final int ALL = 16;

  private static final CallOptions WHOLE = CallOptions.DEFAULT.uninterruptible();

  private final Registrar registrar;

  /** The module on this loop. */
  public Dns(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /**
   * The same module, each of whose calls is called off by a signal: what waits for a thread is not
   * begun, and what runs goes to its end unheard. The callback, or the promise, gets an {@link
   * io.eventloop.loop.AbortException}, as any other answer after the call has returned.
   */
  public Dns withSignal(AbortSignal signal) {
    return new Dns(registrar.withSignal(signal));
  }

  /** The same as {@link #lookup(String, LookupOptions, Callback)} with no options. */
  public void lookup(@Nullable String hostname, Callback<? super LookupAddress> callback) {
    lookup(hostname, LookupOptions.DEFAULT, callback);
  }

  /**
   * Finds the first address of a name, as the system knows it. An IP address is its own answer, and
   * holds no thread; so is no name, whose answer is null, as in Node.
   *
   * @param hostname the name
   * @param options which address is wanted
   * @param callback gets the address, or a {@link DnsException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/dns.html#dnslookuphostname-options-callback">
   *     Node: dns.lookup</a>
   */
  public void lookup(
      @Nullable String hostname, LookupOptions options, Callback<? super LookupAddress> callback) {
    check(options, callback);
    if (hostname == null || hostname.isEmpty()) {
      answer(null, callback);
      return;
    }
    int family = IpText.family(hostname);
    if (family == 0) {
      submit(new NameLookup(hostname, options)::first, callback);
    } else {
      answer(new LookupAddress(hostname, family), callback);
    }
  }

  /** The promise form of {@link #lookup(String, Callback)}. */
  public Promise<LookupAddress> lookup(@Nullable String hostname) {
    return lookup(hostname, LookupOptions.DEFAULT);
  }

  /** The promise form of {@link #lookup(String, LookupOptions, Callback)}. */
  public Promise<LookupAddress> lookup(@Nullable String hostname, LookupOptions options) {
    return registrar.promise(callback -> lookup(hostname, options, callback));
  }

  /**
   * Finds all addresses of a name: Node's {@code lookup} with its option {@code all}. An IP address
   * is its own answer, and holds no thread; so is no name, whose answer is an empty list.
   *
   * @param hostname the name
   * @param options which addresses are wanted
   * @param callback gets the addresses, or a {@link DnsException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see #lookup(String, LookupOptions, Callback)
   */
  public void lookupAll(
      @Nullable String hostname,
      LookupOptions options,
      Callback<? super List<LookupAddress>> callback) {
    check(options, callback);
    if (hostname == null || hostname.isEmpty()) {
      answer(List.of(), callback);
      return;
    }
    int family = IpText.family(hostname);
    if (family == 0) {
      submit(new NameLookup(hostname, options)::all, callback);
    } else {
      answer(List.of(new LookupAddress(hostname, family)), callback);
    }
  }

  /** The promise form of {@link #lookupAll(String, LookupOptions, Callback)}. */
  public Promise<List<LookupAddress>> lookupAll(@Nullable String hostname, LookupOptions options) {
    return registrar.promise(callback -> lookupAll(hostname, options, callback));
  }

  /**
   * Finds what an address and a port are called. The name of the service is that of {@code
   * /etc/services}, where the system has it.
   *
   * @param address an IP address
   * @param port 0 to 65535
   * @param callback gets the names, or a {@link DnsException}
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/dns.html#dnslookupserviceaddress-port-callback">
   *     Node: dns.lookupService</a>
   */
  public void lookupService(String address, int port, Callback<? super LookupService> callback) {
    InvalidArgTypeException.require(address, "address", "of type string");
    if (IpText.family(address) == 0) {
      throw InvalidArgValueException.of("address", "is invalid", address);
    }
    BadPortException.require(port);
    InvalidArgTypeException.requireFunction(callback, "callback");
    submit(new AddressLookup(address, port)::find, callback);
  }

  /** The promise form of {@link #lookupService(String, int, Callback)}. */
  public Promise<LookupService> lookupService(String address, int port) {
    return registrar.promise(callback -> lookupService(address, port, callback));
  }

  private static void check(LookupOptions options, Callback<?> callback) {
    InvalidArgTypeException.require(options, "options", "of type object");
    InvalidArgTypeException.requireFunction(callback, "callback");
  }

  private <T> void submit(Callable<? extends T> work, Callback<? super T> callback) {
    registrar.submit(TaskKind.DNS, work, WHOLE, callback);
  }

  /**
   * What needs no look-up: in a tick, as in Node, unless the module's signal is aborted by then.
   */
  private <T> void answer(@Nullable T value, Callback<? super T> callback) {
    AbortSignal signal = registrar.signal(null);
    registrar.nextTick(
        () -> {
          if (signal == null || !signal.answerIfAborted(callback)) {
            call(callback, value);
          }
        });
  }

  private static <T> void call(Callback<? super T> callback, @Nullable T value) {
    try {
      callback.call(null, value);
    } catch (Exception thrown) {
      Dns.<RuntimeException>rethrow(thrown); // an uncaught exception of the loop, as it is
    }
  }

  @SuppressWarnings("unchecked") // javac takes it for unchecked, and so it passes
  private static <E extends Exception> void rethrow(Exception thrown) throws E {
    throw (E) thrown;
  }
}
