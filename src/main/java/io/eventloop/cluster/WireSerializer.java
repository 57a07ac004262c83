package io.eventloop.cluster;

import java.io.NotSerializableException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link WireMessage}s, and nothing else, as Jackson CBOR. A serializer of our own, since
 * Pekko makes every one that a configuration names: this one makes do without Jackson where no
 * cluster is used. And the names of messages on the wire are ours, not those of classes.
 */
final class WireSerializer extends SerializerWithStringManifest {
  /** Not among those that Pekko and its friends have; the same for ever. */
  static final int IDENTIFIER = 20_260;

  private final ExtendedActorSystem system;
  private final AtomicReference<@Nullable Codec> codec = new AtomicReference<>();

  /** Called by Pekko, for each actor system. */
  WireSerializer(ExtendedActorSystem system) {
    this.system = system;
  }

  private Codec codec() {
    Codec there = codec.get();
    if (there == null) {
      codec.compareAndSet(null, new Codec(system));
      there = codec.get();
    }
    return Objects.requireNonNull(there);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return Codec.manifestOf(message.getClass());
  }

  @Override
  public byte[] toBinary(Object message) {
    return codec().write(message).bytes();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    Class<? extends WireMessage> type =
        Codec.typeOf(manifest)
            .orElseThrow(
                () ->
                    new NotSerializableException(
                        "message \"" + manifest + "\" of eventloop.cluster is not known here"));
    return Objects.requireNonNull(codec().read(new Payload(bytes), type), manifest);
  }
}
