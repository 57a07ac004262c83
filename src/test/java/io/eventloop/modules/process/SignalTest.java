package io.eventloop.modules.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals to programs in processes of their own. */
class SignalTest {

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void shouldEndInOrderWhereNobodyListens(String signal, int code, @TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x"); // so that the pool has begun
    try (ChildProgram program = ChildProgram.start("waits", file.toString())) {
      assertThat(program.line()).isEqualTo("ready");
      program.signal(signal);
      assertThat(program.lines()).containsExactly("exit handler");
      assertThat(program.exitCode()).isEqualTo(code);
    }
  }

  @Test
  void shouldDoWhatTheListenerSaysAndNothingElse() throws Exception {
    try (ChildProgram program = ChildProgram.start("listens")) {
      assertThat(program.line()).isEqualTo("ready");
      program.signal("INT");
      assertThat(List.of(program.line(), program.line()))
          .containsExactly("interrupted", "interrupted too");
      program.signal("TERM");
      assertThat(program.lines()).containsExactly("SIGTERM 15", "bye", "exit handler 7");
      assertThat(program.exitCode()).isEqualTo(7);
    }
  }

  @Test
  void shouldDoAgainWhatItDidBeforeWhenTheLastListenerIsRemoved() throws Exception {
    try (ChildProgram program = ChildProgram.start("listensOnce")) {
      assertThat(program.line()).isEqualTo("ready");
      program.signal("TERM");
      assertThat(program.line()).isEqualTo("once");
      program.signal("TERM");
      assertThat(program.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void shouldNotKeepTheLoopAliveForAListener() throws Exception {
    try (ChildProgram program = ChildProgram.start("onlyListens")) {
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void shouldTellEachRuntimeOfTheProcess() throws Exception {
    try (ChildProgram program = ChildProgram.start("twoRuntimes")) {
      assertThat(List.of(program.line(), program.line())).containsExactly("ready", "ready");
      program.signal("HUP");
      assertThat(program.lines()).containsExactlyInAnyOrder("end of a", "end of b");
      assertThat(program.exitCode()).isZero();
    }
  }
}
