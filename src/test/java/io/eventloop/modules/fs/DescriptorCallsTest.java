package io.eventloop.modules.fs;

import static io.eventloop.modules.Calls.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.NodeRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls that take a descriptor and a callback, as Node 20.20.2 has them. */
class DescriptorCallsTest {
  @TempDir Path directory;

  private final List<Object> seen = new ArrayList<>();
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.writeString(directory.toRealPath().resolve("f"), "hello world");
  }

  @Test
  void shouldDoByDescriptorWhatAHandleDoes() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4);
    NodeRuntime.run(
        SETTINGS,
        loop -> {
          Fs fs = loop.fs();
          int fd = fs.openSync(file.toString(), "r+");
          fs.read(fd, buffer, 6, this::noteEither);
          fs.write(fd, ByteBuffer.wrap("HE".getBytes(StandardCharsets.UTF_8)), this::noteEither);
          fs.fstat(fd, (error, stats) -> seen.add(stats.size()));
          fs.ftruncate(fd, 5, this::noteEither);
          fs.fsync(fd, this::noteEither);
          fs.fdatasync(fd, this::noteEither);
          fs.close(fd, this::noteEither);
          fs.read(fd, buffer, this::noteEither);
          fs.write(fd, buffer, this::noteEither);
          fs.fstat(fd, this::noteEither);
          fs.ftruncate(fd, 0, this::noteEither);
          fs.fsync(fd, this::noteEither);
          fs.fdatasync(fd, this::noteEither);
        });
    assertThat(seen)
        .containsExactly(
            4,
            2,
            11L,
            null,
            null,
            null,
            null,
            "EBADF: bad file descriptor, read",
            "EBADF: bad file descriptor, write",
            "EBADF: bad file descriptor, fstat",
            "EBADF: bad file descriptor, ftruncate",
            "EBADF: bad file descriptor, fsync",
            "EBADF: bad file descriptor, fdatasync");
    assertThat(new String(buffer.array(), StandardCharsets.UTF_8)).isEqualTo("worl");
    assertThat(Files.readString(file)).isEqualTo("HEllo");
  }

  private void noteEither(Throwable error, Object value) {
    seen.add(error == null ? value : error.getMessage());
  }
}
