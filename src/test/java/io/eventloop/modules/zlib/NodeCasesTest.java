package io.eventloop.modules.zlib;

import static io.eventloop.modules.Calls.SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.modules.stream.Readable;
import io.eventloop.value.Callback;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Node 20.20.2 makes of data that is whole, cut off, broken, or followed by more, as {@code
 * cases.js} has printed it: the same here, at once and in pieces.
 */
class NodeCasesTest {
  private static final int AT_ONCE = 0;

  /** One line of the file. */
  private record Case(String call, String hex, String outcome) {
    static Case of(String line) {
      String[] parts = line.split("\t", -1);
      return new Case(parts[0], parts[1], parts[2]);
    }

    ByteBuffer data() {
      return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
  }

  private static List<Case> cases() throws Exception {
    try (InputStream file = NodeCasesTest.class.getResourceAsStream("/zlib/cases.tsv")) {
      return new String(file.readAllBytes(), UTF_8).lines().map(Case::of).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {AT_ONCE, 1, 7})
  void shouldMakeOfItWhatNodeMakes(int size) throws Exception {
    List<String> differences = new ArrayList<>();
    List<Case> answered = new ArrayList<>();
    List<Case> cases = cases();
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          for (Case each : cases) {
            run(
                loop,
                each,
                size,
                (error, data) -> {
                  answered.add(each);
                  String outcome = outcome(error, data);
                  if (!outcome.equals(each.outcome())) {
                    differences.add(each + " and not " + outcome);
                  }
                });
          }
        });
    assertThat(differences).isEmpty();
    assertThat(answered).hasSizeGreaterThan(300).containsExactlyInAnyOrderElementsOf(cases);
  }

  private static String outcome(Throwable error, byte[] data) throws Exception {
    if (error instanceof ZlibException e) {
      return e.code() + " " + e.errno() + " " + e.getMessage();
    }
    assertThat(error).isNull();
    return "ok " + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(data));
  }

  private static void run(EventLoop loop, Case each, int size, Callback<byte[]> callback) {
    if (size == AT_ONCE) {
      atOnce(loop.zlib(), each.call(), each.data().array(), callback);
      return;
    }
    ZlibStream stream = stream(loop.zlib(), each.call());
    Readable<ByteBuffer> output = stream;
    output
        .bytes()
        .then(
            data -> {
              call(callback, null, data);
              return null;
            })
        .catchAccept(error -> call(callback, error, null));
    ByteBuffer data = each.data();
    while (data.hasRemaining()) {
      int length = Math.min(size, data.remaining());
      stream.write(data.slice(data.position(), length));
      data.position(data.position() + length);
    }
    stream.end();
  }

  private static void call(Callback<byte[]> callback, Throwable error, byte[] data) {
    try {
      callback.call(error, data);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void atOnce(Zlib zlib, String call, byte[] data, Callback<byte[]> callback) {
    switch (call) {
      case "gunzip" -> zlib.gunzip(data, callback);
      case "inflate" -> zlib.inflate(data, callback);
      case "inflateRaw" -> zlib.inflateRaw(data, callback);
      default -> zlib.unzip(data, callback);
    }
  }

  private static ZlibStream stream(Zlib zlib, String call) {
    return switch (call) {
      case "gunzip" -> zlib.createGunzip();
      case "inflate" -> zlib.createInflate();
      case "inflateRaw" -> zlib.createInflateRaw();
      default -> zlib.createUnzip();
    };
  }
}
