package io.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.loop.ActiveResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a call was made, as the loop says while the call is under way; seen from outside. */
class CallSitesTest {
  private static final int SIZE = 3_000_000;

  @TempDir Path directory;

  private final Set<String> methods = new HashSet<>();
  private boolean answered;
  private int looks;

  private void run(BiConsumer<EventLoop, String> call) throws IOException {
    String file = Files.write(directory.resolve("f"), new byte[SIZE]).toString();
    RuntimeSettings settings = RuntimeSettings.load().withPoolSize(1);
    int code =
        NodeRuntime.run(
            settings.withLoop(settings.loop().withTrackCallSites(true)),
            loop -> {
              call.accept(loop, file);
              look(loop);
            });
    assertThat(code).isZero();
  }

  /** In each turn, and so at each trip of the call. */
  private void look(EventLoop loop) {
    if (!answered) {
      looks++;
      loop.activeResources().stream()
          .map(ActiveResource::callSite)
          .forEach(site -> methods.add(site.orElseThrow().getMethodName()));
      loop.setImmediate(() -> look(loop));
    }
  }

  private void assertOnlySeen(String method) {
    assertThat(looks).as("trips").isGreaterThan(3);
    assertThat(methods).containsExactly(method);
  }

  private void read(EventLoop loop, String file) {
    loop.fs().readFileBytes(file, (error, bytes) -> answered = true);
  }

  private void readPromised(EventLoop loop, String file) {
    loop.fs().readFileBytes(file).then(() -> answered = true);
  }

  private void writePromised(EventLoop loop, String file) {
    loop.fs().writeFile(file, new byte[SIZE]).then(() -> answered = true);
  }

  @Test
  void shouldBeThatOfTheCallForEachTripOfIt() throws IOException {
    run(this::read);
    assertOnlySeen("read");
  }

  @Test
  void shouldBeThatOfTheCallWhereItsTripsAreBegunInMicrotasks() throws IOException {
    run(this::readPromised);
    assertOnlySeen("readPromised");
  }

  @Test
  void shouldBeThatOfTheCallThatWrites() throws IOException {
    run(this::writePromised);
    assertOnlySeen("writePromised");
  }
}
