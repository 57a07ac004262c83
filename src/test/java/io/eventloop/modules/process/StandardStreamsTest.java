package io.eventloop.modules.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Standard input and output of programs in processes of their own. */
class StandardStreamsTest {

  @Test
  void shouldReadAsItComesUntilTheEnd() throws Exception {
    try (ChildProgram program = ChildProgram.start("echo")) {
      program.input("one\n");
      assertThat(program.line()).isEqualTo("got one");
      program.input("zwölf\n");
      assertThat(program.line()).isEqualTo("got zwölf");
      program.endInput();
      assertThat(program.lines()).containsExactly("end");
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldCopyAFileOfManyPieces(@TempDir Path directory) throws Exception {
    Path input = directory.resolve("in");
    Path output = directory.resolve("out");
    Files.write(input, "0123456789abcdef\n".repeat(300_000).getBytes(UTF_8));
    try (ChildProgram program =
        ChildProgram.shell("PROGRAM < " + input + " > " + output, "copies")) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.errorLines()).contains("done: null");
      assertThat(Files.mismatch(input, output)).isEqualTo(-1);
    }
  }

  @Test
  void shouldKeepTheOrderOfAllThatIsWritten() throws Exception {
    try (ChildProgram program = ChildProgram.start("order")) {
      List<String> lines = program.lines();
      assertThat(lines.subList(0, 8))
          .containsExactly(
              "line 0", "line 1", "line 2", "line 3", "line 4", "line 5", "line 6", "line 7");
      assertThat(lines.get(8)).hasSize(1_000_000); // nothing is lost when it exits
      assertThat(program.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void shouldEndWhileItsInputIsPaused() throws Exception {
    try (ChildProgram program = ChildProgram.start("pauses")) {
      program.input("one\n");
      assertThat(program.lines()).containsExactly("one"); // its input is open still
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void shouldEndWhileItsInputIsUnreferencedOrNotRead() throws Exception {
    try (ChildProgram program = ChildProgram.start("unreferenced")) {
      assertThat(program.exitCode()).isZero();
    }
    try (ChildProgram program = ChildProgram.start("untouched")) {
      assertThat(program.lines()).containsExactly("true");
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void shouldLeaveWhatAStreamDoesNotReadToTheNext() throws Exception {
    try (ChildProgram program = ChildProgram.start("firstLine")) {
      program.input("one\n");
      assertThat(program.line()).isEqualTo("first one");
      program.input("two\n");
      assertThat(program.line()).isEqualTo("second two");
      program.endInput();
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldFailWhereNobodyReadsItsOutputAnyMore() throws Exception {
    // as Node: the error has no listener, and ends the program with 1
    try (ChildProgram program =
        ChildProgram.shell("yes | { PROGRAM; echo code $? >&2; } | head -n 1", "pipes")) {
      assertThat(program.lines()).containsExactly("y");
      assertThat(program.exitCode()).isZero();
      assertThat(program.errorLines()).contains("code 1");
    }
    try (ChildProgram program =
        ChildProgram.shell("yes | { PROGRAM; echo code $? >&2; } | head -n 1", "copies")) {
      assertThat(program.lines()).containsExactly("y");
      assertThat(program.errorLines())
          .contains("done: io.eventloop.value.SystemException: write EPIPE", "code 0");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldTellWhyItCannotWrite() throws Exception {
    try (ChildProgram program = ChildProgram.shell("PROGRAM > /dev/full", "fails")) {
      assertThat(program.exitCode()).isZero();
      assertThat(program.errorLines())
          .containsSubsequence(
              "callback: ENOSPC: no space left on device, write",
              "ENOSPC: no space left on device, write",
              "writable: true");
    }
  }
}
