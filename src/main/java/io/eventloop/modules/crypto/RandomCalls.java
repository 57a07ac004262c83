package io.eventloop.modules.crypto;

import io.eventloop.loop.Promise;
import io.eventloop.loop.Registrar;
import io.eventloop.pool.CallOptions;
import io.eventloop.pool.TaskKind;
import io.eventloop.value.Callback;
import io.eventloop.value.InvalidArgTypeException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The calls that make something of chance; and how a call comes to the pool. */
abstract sealed class RandomCalls permits DerivationCalls {
  final Registrar registrar;

  RandomCalls(Registrar registrar) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
  }

  /** Work that heeds an interrupt, or is done in no time. */
  final <T> void submit(Callable<? extends T> work, Callback<? super T> callback) {
    registrar.submit(TaskKind.CRYPTO, work, CallOptions.DEFAULT, callback);
  }

  /** Work that heeds no interrupt: an interrupted one would cost the pool its thread. */
  final <T> void submitWhole(Callable<? extends T> work, Callback<? super T> callback) {
    registrar.submit(TaskKind.CRYPTO, work, CallOptions.DEFAULT.uninterruptible(), callback);
  }

  final <T> Promise<T> promise(Consumer<Callback<T>> operation) {
    return registrar.promise(operation);
  }

  /**
   * Makes random bytes, fit for keys.
   *
   * @param size how many, not negative
   * @param callback gets them
   * @throws IllegalArgumentException at once, if the size is negative
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptorandombytessize-callback">
   *     Node: crypto.randomBytes</a>
   */
  public void randomBytes(int size, Callback<? super byte[]> callback) {
    RandomFill.checkSize(size);
    InvalidArgTypeException.requireFunction(callback, "callback");
    submit(() -> RandomFill.bytes(size), callback);
  }

  /**
   * The promise form of {@link #randomBytes(int, Callback)}.
   *
   * @return fulfilled with the bytes
   */
  public Promise<byte[]> randomBytes(int size) {
    return promise(callback -> randomBytes(size, callback));
  }

  /**
   * Fills an array with random bytes.
   *
   * @see #randomFill(byte[], int, int, Callback)
   */
  public void randomFill(byte[] buf, Callback<? super byte[]> callback) {
    randomFill(RandomFill.requireBuffer(buf), 0, buf.length, callback);
  }

  /**
   * Fills a part of an array with random bytes, fit for keys. The array is the caller's, who leaves
   * it alone until the callback runs.
   *
   * @param buf the array
   * @param offset where the part begins
   * @param size how long it is
   * @param callback gets the array
   * @throws IllegalArgumentException at once, if there is no such part
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptorandomfillbuffer-offset-size-callback">
   *     Node: crypto.randomFill</a>
   */
  public void randomFill(byte[] buf, int offset, int size, Callback<? super byte[]> callback) {
    RandomFill.requireBuffer(buf);
    InvalidArgTypeException.requireFunction(callback, "callback");
    RandomFill fill = new RandomFill(buf, offset, size);
    submit(fill::fill, callback);
  }

  /**
   * The promise form of {@link #randomFill(byte[], Callback)}.
   *
   * @return fulfilled with the array
   */
  public Promise<byte[]> randomFill(byte[] buf) {
    return promise(callback -> randomFill(buf, callback));
  }

  /**
   * The promise form of {@link #randomFill(byte[], int, int, Callback)}.
   *
   * @return fulfilled with the array
   */
  public Promise<byte[]> randomFill(byte[] buf, int offset, int size) {
    return promise(callback -> randomFill(buf, offset, size, callback));
  }

  /**
   * Draws a whole number, each as likely as any other. Computes where it is called, as in Node.
   *
   * @param max more than any that is drawn; at least 1
   * @return from 0
   * @throws IllegalArgumentException if there is no number to draw, or more than 2^48 - 1
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptorandomintmin-max-callback">
   *     Node: crypto.randomInt</a>
   */
  public long randomInt(long max) {
    return RandomInt.below(max).draw();
  }

  /**
   * The same from a lower bound.
   *
   * @param min may be drawn
   * @param max more than any that is drawn
   * @throws IllegalArgumentException if there is no number to draw, or more than 2^48 - 1, or a
   *     bound is not a safe integer of JavaScript's
   */
  public long randomInt(long min, long max) {
    return new RandomInt(min, max).draw();
  }

  /**
   * The same from 0, on the pool.
   *
   * @param callback gets the number
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see #randomInt(long)
   */
  public void randomInt(long max, Callback<? super Long> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    submit(RandomInt.below(max)::draw, callback);
  }

  /**
   * The same from a lower bound, on the pool.
   *
   * @param callback gets the number
   * @throws IllegalArgumentException at once, for an argument that is not accepted
   * @see #randomInt(long, long)
   */
  public void randomInt(long min, long max, Callback<? super Long> callback) {
    InvalidArgTypeException.requireFunction(callback, "callback");
    submit(new RandomInt(min, max)::draw, callback);
  }

  /**
   * Makes a random UUID of version 4, in its usual form: {@code
   * 53ea5d25-ba9e-4a8b-9bc5-2e5f9f4ec1ae}.
   *
   * @see <a
   *     href="https://nodejs.org/docs/latest-v20.x/api/crypto.html#cryptorandomuuidoptions">Node:
   *     crypto.randomUUID</a>
   */
  public String randomUUID() {
    return UUID.randomUUID().toString();
  }
}
