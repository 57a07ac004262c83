package io.eventloop.modules.process;

import static io.eventloop.modules.Calls.SETTINGS;
import static io.eventloop.modules.Calls.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.NodeRuntime;
import io.eventloop.value.InvalidArgTypeException;
import io.eventloop.value.NodeError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a program runs, and what it is told of signals that it cannot listen to. */
class NodeProcessTest {

  @Test
  void shouldGiveTheArgumentsFromTheThirdPlaceOn() {
    List<String> argv = new ArrayList<>();
    NodeRuntime.run(
        SETTINGS.withArguments("--fast", "a b"), loop -> argv.addAll(loop.process().argv()));
    assertThat(argv).hasSize(4).endsWith("--fast", "a b");
    assertThat(Path.of(argv.get(0))).isExecutable();
    NodeRuntime.run(SETTINGS, loop -> assertThat(loop.process().argv()).hasSize(2));
  }

  @Test
  void shouldNameTheMainClass() throws Exception {
    try (ChildProgram program = ChildProgram.start("argv", "one", "two")) {
      assertThat(program.lines())
          .hasSize(4)
          .first()
          .isEqualTo(ProcessHandle.current().info().command().orElseThrow());
    }
    try (ChildProgram program = ChildProgram.start("argv", "one", "two")) {
      assertThat(program.lines()).endsWith(Programs.class.getName(), "one", "two");
    }
  }

  @Test
  void shouldTellWhereItRuns() {
    assertThat(
            thrownBy(
                loop -> {
                  NodeProcess process = loop.process();
                  assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid());
                  assertThat(process.ppid()).isPositive().isNotEqualTo(process.pid());
                  assertThat(process.cwd()).isAbsolute().isEqualTo(Path.of("").toAbsolutePath());
                  assertThat(process.env()).isEqualTo(System.getenv());
                  assertThatThrownBy(() -> process.env().put("A", "b"))
                      .isInstanceOf(UnsupportedOperationException.class);
                }))
        .isNull();
  }

  @Test
  void shouldMeasureTimeThatNeverGoesBack() {
    assertThat(
            thrownBy(
                loop -> {
                  long begin = loop.process().hrtime();
                  Duration before = loop.process().uptime();
                  assertThat(loop.process().hrtime()).isGreaterThanOrEqualTo(begin);
                  assertThat(loop.process().uptime())
                      .isPositive()
                      .isGreaterThanOrEqualTo(before)
                      .isLessThan(Duration.ofDays(1));
                }))
        .isNull();
  }

  // node -p "process.platform + ' ' + process.arch", on such machines
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux, x64",
    "Linux, aarch64, linux, arm64",
    "Mac OS X, aarch64, darwin, arm64",
    "Windows Server 2022, amd64, win32, x64",
    "FreeBSD, i386, freebsd, ia32",
    "Linux, ppc64le, linux, ppc64le"
  })
  void shouldCallSystemsAsNodeDoes(String osName, String osArch, String platform, String arch) {
    assertThat(Platform.ofSystem(osName)).isEqualTo(platform);
    assertThat(Platform.ofProcessor(osArch)).isEqualTo(arch);
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNONE, TypeError, ERR_UNKNOWN_SIGNAL, Unknown signal: SIGNONE",
    "TERM, TypeError, ERR_UNKNOWN_SIGNAL, Unknown signal: TERM",
    "SIGKILL, Error, EINVAL, uv_signal_start EINVAL: Signal already used by VM or OS: SIGKILL",
    "SIGQUIT, Error, EINVAL, uv_signal_start EINVAL: Signal already used by VM or OS: SIGQUIT"
  })
  void shouldRefuseSignalsThatNobodyCanListenTo(
      String signal, String name, String code, String message) {
    Throwable thrown = thrownBy(loop -> loop.process().onSignal(signal, () -> {}));
    assertThat(thrown).isInstanceOf(SignalException.class).hasMessage(message);
    assertThat(((NodeError) thrown).name()).isEqualTo(name);
    assertThat(((NodeError) thrown).code()).isEqualTo(code);
  }

  @Test
  void shouldRefuseWhatIsMissing() {
    assertThat(thrownBy(loop -> loop.process().onSignal(null, () -> {})))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"signal\" argument must be of type string. Received null");
    assertThat(thrownBy(loop -> loop.process().onSignal("SIGHUP", (Runnable) null)))
        .isInstanceOf(InvalidArgTypeException.class)
        .hasMessage("The \"listener\" argument must be of type function. Received null");
  }
}
