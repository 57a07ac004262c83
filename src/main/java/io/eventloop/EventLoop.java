package io.eventloop;

import io.eventloop.loop.Loop;
import io.eventloop.loop.Registrar;
import io.eventloop.modules.crypto.Crypto;
import io.eventloop.modules.fs.Fs;
import io.eventloop.modules.http.Http;

/**
 * The event loop with Node's library, as a program sees it. Of the loop's thread, as {@link Loop}
 * says.
 */
public final class EventLoop extends Loop {
  private final Fs fs;
  private final Crypto crypto;
  private final Http http;

  EventLoop(Registrar registrar) {
    super(registrar);
    this.fs = new Fs(registrar);
    this.crypto = new Crypto(registrar);
    this.http = new Http(registrar);
  }

  /** Files, on the pool. */
  public Fs fs() {
    return fs;
  }

  /** Cryptography, on the pool. */
  public Crypto crypto() {
    return crypto;
  }

  /** HTTP, on the I/O event queue: a request holds no thread of the pool. */
  public Http http() {
    return http;
  }
}
