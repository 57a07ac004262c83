package io.eventloop.modules.net;

import io.eventloop.loop.Registrar;
import io.eventloop.modules.stream.Completion;
import io.eventloop.modules.stream.DuplexResource;
import io.eventloop.modules.stream.FinishingSink;
import io.eventloop.modules.stream.GatheringSink;
import io.eventloop.modules.stream.Readable;
import io.eventloop.value.SystemException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is underneath a {@link Socket}: its connection, once there is one. Of the loop's thread. */
final class SocketResource
    implements DuplexResource<ByteBuffer, ByteBuffer>,
        GatheringSink<ByteBuffer>,
        FinishingSink,
        Connection.User {
  private final Registrar registrar;
  private final Runnable onGone;

  /** What the stream has asked for before it was connected. */
  private final List<Runnable> waiting = new ArrayList<>(2);

  private @Nullable Socket socket;
  private @Nullable Connection connection;
  private @Nullable SocketAddress remote;
  private boolean connected;
  private boolean referenced = true;

  SocketResource(Registrar registrar, Runnable onGone) {
    this.registrar = registrar;
    this.onGone = onGone;
  }

  void socket(Socket given) {
    socket = given;
  }

  private Socket stream() {
    if (socket == null) {
      throw new IllegalStateException("a socket is used before it is made");
    }
    return socket;
  }

  // -- the connection -----------------------------------------------------------------------------

  void attempting(Connection attempted) {
    connection = attempted;
    if (!referenced) {
      attempted.handle().unref();
    }
  }

  void connected() {
    Connection present = open();
    present.user(this);
    remote = present.remoteAddress();
    connected = true;
    stream().active();
    List<Runnable> asked = List.copyOf(waiting);
    waiting.clear();
    asked.forEach(Runnable::run);
  }

  boolean isConnected() {
    return connected;
  }

  private Connection open() {
    if (connection == null) {
      throw new IllegalStateException("a socket is used before it has a connection");
    }
    return connection;
  }

  @Nullable Connection connection() {
    return connection;
  }

  @Nullable SocketAddress remote() {
    return connection == null || connection.isClosed() ? null : remote;
  }

  long bytesRead() {
    return connection == null ? 0 : connection.bytesRead();
  }

  long bytesWritten() {
    return connection == null ? 0 : connection.bytesWritten();
  }

  void referenced(boolean wanted) {
    referenced = wanted;
    if (connection != null && wanted) {
      connection.handle().ref();
    } else if (connection != null) {
      connection.handle().unref();
    }
  }

  void reset() {
    if (connection != null) {
      connection.reset();
    }
  }

  @Override
  public void onData(ByteBuf bytes) {
    Socket stream = stream();
    stream.active();
    ByteBuffer chunk = ByteBuffer.wrap(ByteBufUtil.getBytes(bytes));
    if (!stream.push(chunk)) {
      open().readStop();
    }
  }

  @Override
  public void onEnd() {
    stream().pushEnd();
    stream().read(0); // emits the end though nobody reads
  }

  @Override
  public void onFailure(SystemException error) {
    stream().destroy(error);
  }

  // -- the stream ---------------------------------------------------------------------------------

  private void once(Runnable work) {
    if (connected) {
      work.run();
    } else {
      waiting.add(work);
    }
  }

  @Override
  public void read(Readable<ByteBuffer> stream) {
    once(() -> open().readStart());
  }

  @Override
  public void write(ByteBuffer chunk, Completion<Void> callback) {
    once(() -> open().write(chunk, error -> written(error, callback)));
  }

  @Override
  public void writev(List<ByteBuffer> chunks, Completion<Void> callback) {
    once(
        () -> {
          Connection present = open();
          int last = chunks.size() - 1;
          present.cork();
          for (ByteBuffer chunk : chunks.subList(0, last)) {
            present.write(chunk, error -> {}); // what stops one stops the last
          }
          present.write(chunks.get(last), error -> written(error, callback));
          present.uncork();
        });
  }

  private void written(@Nullable SystemException error, Completion<Void> callback) {
    stream().active();
    callback.call(error, null);
  }

  @Override
  public void finish(Completion<Void> callback) {
    once(() -> open().shutdown(error -> callback.call(error, null)));
  }

  @Override
  public void destroy(@Nullable Throwable error, Completion<Void> callback) {
    waiting.clear();
    if (connection != null) {
      connection.close();
    }
    Socket stream = stream();
    stream.gone();
    registrar.closing(() -> stream.events().emit("close", error != null));
    onGone.run();
    callback.call(error, null);
  }
}
