package io.eventloop;

import io.eventloop.cluster.ClusterTasks;
import io.eventloop.loop.Loop;
import io.eventloop.loop.Registrar;
import io.eventloop.modules.crypto.Crypto;
import io.eventloop.modules.dns.Dns;
import io.eventloop.modules.fs.Fs;
import io.eventloop.modules.http.Http;
import io.eventloop.modules.net.Net;
import io.eventloop.modules.process.NodeProcess;
import io.eventloop.modules.zlib.Zlib;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event loop with Node's library, as a program sees it. Of the loop's thread, as {@link Loop}
 * says.
 */
public final class EventLoop extends Loop {
  private final Registrar registrar;
  private final Fs fs;
  private final Crypto crypto;
  private final Net net;
  private final Http http;
  private final Dns dns;
  private final Zlib zlib;
  private final NodeProcess process;

  /** Made when it is asked for: most programs have no cluster. */
  private @Nullable ClusterTasks cluster;

  EventLoop(Registrar registrar, List<String> arguments) {
    super(registrar);
    this.registrar = registrar;
    this.fs = new Fs(registrar);
    this.crypto = new Crypto(registrar);
    this.net = new Net(registrar);
    this.http = new Http(registrar, net);
    this.dns = new Dns(registrar);
    this.zlib = new Zlib(registrar);
    this.process = new NodeProcess(registrar, arguments);
  }

  /** Files, on the pool. */
  public Fs fs() {
    return fs;
  }

  /** Cryptography, on the pool. */
  public Crypto crypto() {
    return crypto;
  }

  /** Connections, on the I/O event queue. */
  public Net net() {
    return net;
  }

  /** HTTP, on the I/O event queue: a request holds no thread of the pool. */
  public Http http() {
    return http;
  }

  /** Look-ups of names, on the pool. */
  public Dns dns() {
    return dns;
  }

  /** Compression, on the pool. */
  public Zlib zlib() {
    return zlib;
  }

  /** The process in which it runs: arguments, environment, signals, standard streams. */
  public NodeProcess process() {
    return process;
  }

  /**
   * Tasks that run on any node of the cluster.
   *
   * @throws IllegalStateException if the optional dependencies of a cluster are missing, or the
   *     actor system is not one of a cluster; the message says what to add
   */
  public ClusterTasks cluster() {
    if (cluster == null) {
      cluster = ClusterTasks.of(registrar);
    }
    return cluster;
  }
}
