package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import io.eventloop.value.Js;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages as the first version wrote them. {@code -Dwire.write=true} writes the file of a message
 * that is new; one that is there is never changed.
 */
class WireFilesTest {
  private static final Path FILES = Path.of("src/test/resources/wire/v1");
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString(
              """
              pekko.actor.provider = cluster
              pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
              pekko.cluster.jmx.enabled = off
              """));
  private static final Codec CODEC = new Codec(KIT.system());
  private static final Serialization SERIALIZATION =
      SerializationExtension.get(Adapter.toClassic(KIT.system()));

  private static <T> ActorRef<T> ref(String name) {
    return ActorRefResolver.get(KIT.system())
        .resolveActorRef("pekko://wire@127.0.0.1:17355/system/" + name + "#42");
  }

  private static Map<String, WireMessage> messages() {
    Failure failure =
        new Failure("java.io.IOException", "no such file", "the stack", "Error", "ENOENT");
    Js argument =
        Js.array(Js.of("a"), Js.of(1), Js.of(0.5), Js.undefined(), Js.ofNull(), Js.of(true));
    Map<String, WireMessage> messages = new LinkedHashMap<>();
    messages.put("hello", new Hello(1, 1, "session", ref("submitter")));
    messages.put(
        "welcome",
        new Welcome(
            1,
            "worker",
            "pekko://wire@127.0.0.1:17355",
            4,
            Set.of("gpu"),
            List.of(
                new Welcome.Kind("thumbnail", false, null),
                new Welcome.Kind("payment", true, null)),
            ref("worker")));
    messages.put("refused", new Refused(1, 1, ref("worker")));
    messages.put(
        "orders",
        new Orders(
            "session",
            7,
            6,
            5,
            4,
            3,
            true,
            List.of(1L, 4_294_967_296L),
            List.of(new Orders.Claim(2, true), new Orders.Claim(3, false)),
            List.of(
                new Orders.Run(
                    8,
                    2,
                    "thumbnail",
                    CODEC.write(argument),
                    1500,
                    true,
                    Map.of("request", "r1"),
                    Map.of("tenant", CODEC.write("acme"))))));
    messages.put(
        "report",
        new Report(
            "worker",
            9,
            7,
            12,
            1,
            true,
            false,
            List.of(
                new Report.Result(8, 2, CODEC.write(Js.of(new byte[] {1, 2})), null),
                new Report.Result(9, 1, null, failure)),
            List.of(2L),
            List.of(3L),
            List.of(4L, 5L)));
    messages.put(
        "portabletask",
        new PortableTask(
            "thumbnail",
            CODEC.write(argument),
            Map.of("request", "r1"),
            Map.of("tenant", CODEC.write("acme"))));
    return messages;
  }

  static Set<String> names() {
    return messages().keySet();
  }

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  private static byte[] bytesOf(String name) throws IOException {
    Path file = FILES.resolve(name + ".cbor");
    if (!Files.exists(file) && Boolean.getBoolean("wire.write")) {
      Files.createDirectories(FILES);
      Files.write(file, SERIALIZATION.serialize(messages().get(name)).get());
    }
    return Files.readAllBytes(file);
  }

  private static Object read(byte[] bytes, String manifest) {
    return SERIALIZATION.deserialize(bytes, WireSerializer.IDENTIFIER, manifest).get();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldReadWhatTheFirstVersionWrote(String name) throws IOException {
    assertThat(read(bytesOf(name), name)).isEqualTo(messages().get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldSkipWhatALaterVersionAdds(String name) throws IOException {
    CBORMapper mapper = new CBORMapper();
    JsonNode message = mapper.readTree(bytesOf(name));
    ((ObjectNode) message).put("addedLater", "something");

    assertThat(read(mapper.writeValueAsBytes(message), name)).isEqualTo(messages().get(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldBeWrittenByOurSerializerAlone(String name) {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(KIT.system()));

    assertThat(serialization.findSerializerFor(messages().get(name)))
        .isInstanceOf(WireSerializer.class);
  }

  @Test
  void shouldRefuseAMessageThatIsNotAmongOurs() {
    assertThatThrownBy(() -> read(new byte[0], "java.util.ArrayList"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("message \"java.util.ArrayList\" of eventloop.cluster is not known here");
  }

  /** An argument that would name its class, if it were heard. */
  record Open(
      @com.fasterxml.jackson.annotation.JsonTypeInfo(
              use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CLASS)
          Object content) {}

  @Test
  void shouldMakeNoObjectOfAClassThatBytesName() {
    Payload written = CODEC.write(Map.of("content", Map.of("@class", "java.util.ArrayDeque")));

    assertThatThrownBy(() -> CODEC.read(written, Open.class))
        .rootCause()
        .hasMessageContaining("denied resolution");
  }
}
