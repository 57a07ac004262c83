package io.eventloop.modules.process;

import io.eventloop.loop.Registrar;
import io.eventloop.loop.Registration;
import io.eventloop.value.InvalidArgTypeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Node's {@code process}, as far as it is the operating system's: where the program runs, with what
 * arguments, the signals that it is sent, and its standard streams. What of it is the loop's, such
 * as {@code exit} and {@code uncaughtException}, is with {@link io.eventloop.loop.Loop}. Of the
 * loop's thread, unless a method says otherwise.
 *
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html">Node: Process</a>
 */
public final class NodeProcess {
  /** Java's own line of what it was told to run: a class or a jar, and the arguments. */
  private static final String COMMAND = "sun.java.command";

  private final Registrar registrar;
  private final List<String> arguments;
  private final Instant made = Instant.now();
  private final long madeNanos = System.nanoTime();
  private final Map<String, SignalWatch> signals = new HashMap<>();
  private @Nullable StandardInput stdin;
  private @Nullable StandardOutput stdout;
  private @Nullable StandardOutput stderr;

  /**
   * The process as this loop has it.
   *
   * @param arguments those of the program
   */
  public NodeProcess(Registrar registrar, List<String> arguments) {
    this.registrar = Objects.requireNonNull(registrar, "registrar");
    this.arguments = List.copyOf(arguments);
  }

  // -- where it runs ------------------------------------------------------------------------------

  /**
   * Java's executable, what it runs, and the arguments of the program, from the third place on, as
   * in Node. What it runs is the main class or the jar; it is empty where Java does not know. The
   * arguments are those that the settings of the runtime were given. From any thread.
   *
   * @return cannot be changed
   */
  public List<String> argv() {
    List<String> argv = new ArrayList<>();
    argv.add(execPath());
    argv.add(System.getProperty(COMMAND, "").split(" ", 2)[0]);
    argv.addAll(arguments);
    return List.copyOf(argv);
  }

  /** The path of Java's executable. From any thread. */
  public String execPath() {
    return ProcessHandle.current()
        .info()
        .command()
        .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  /**
   * The environment of the process. Unlike Node's it cannot be changed: Java's cannot. From any
   * thread.
   */
  public Map<String, String> env() {
    return System.getenv();
  }

  /** The number of the process. From any thread. */
  public long pid() {
    return ProcessHandle.current().pid();
  }

  /** The number of the process that has started this one; 0 if it is not known. From any thread. */
  public long ppid() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }

  /** The working directory. Unlike Node's it cannot be changed: Java's cannot. From any thread. */
  public Path cwd() {
    return Path.of("").toAbsolutePath();
  }

  /**
   * The operating system, by Node's name: {@code linux}, {@code darwin}, {@code win32} and so on.
   * From any thread.
   */
  public String platform() {
    return Platform.ofSystem(System.getProperty("os.name"));
  }

  /** The processor, by Node's name: {@code x64}, {@code arm64} and so on. From any thread. */
  public String arch() {
    return Platform.ofProcessor(System.getProperty("os.arch"));
  }

  /**
   * A time in nanoseconds, from a moment that means nothing, which never goes back: Node's {@code
   * process.hrtime.bigint()}. The system's, also where the loop has a clock of its own. From any
   * thread.
   */
  public long hrtime() {
    return System.nanoTime();
  }

  /** For how long the process has been running. From any thread. */
  public Duration uptime() {
    Instant started = ProcessHandle.current().info().startInstant().orElse(made);
    return Duration.between(started, made).plusNanos(System.nanoTime() - madeNanos);
  }

  // -- signals ------------------------------------------------------------------------------------

  /**
   * Listens to a signal: Node's {@code process.on('SIGTERM', listener)}. While there is a listener
   * in any runtime of the JVM, the signal does nothing else; when the last is removed, or its loop
   * has ended, it does again what it did before. A listener does not keep the loop alive.
   *
   * <p>Without one, {@code SIGINT}, {@code SIGTERM} and {@code SIGHUP} end a stand-alone program in
   * order, with its exit handlers, and the process with 128 and the number of the signal; in
   * somebody's actor system they are for that system's coordinated shutdown.
   *
   * @param signal its name, for example {@code SIGTERM}
   * @return to take the listener back
   * @throws SignalException if there is no such signal, or nobody can listen to it: {@code SIGKILL}
   *     and {@code SIGSTOP} are the operating system's, and the JVM keeps {@code SIGQUIT} and some
   *     others to itself
   * @throws UnsupportedOperationException if the Java that runs this has no {@code sun.misc.Signal}
   * @see <a href="https://nodejs.org/docs/latest-v20.x/api/process.html#signal-events">Node: Signal
   *     events</a>
   */
  public Registration onSignal(String signal, SignalListener listener) {
    registrar.checkThread();
    InvalidArgTypeException.require(signal, "signal", "of type string");
    InvalidArgTypeException.requireFunction(listener, "listener");
    return signals.computeIfAbsent(signal, name -> new SignalWatch(registrar, name)).add(listener);
  }

  /** The same for a listener that needs no arguments. */
  public Registration onSignal(String signal, Runnable listener) {
    InvalidArgTypeException.requireFunction(listener, "listener");
    return onSignal(signal, (name, number) -> listener.run());
  }

  // -- standard streams ---------------------------------------------------------------------------

  /** Standard input. The same stream each time, until that is destroyed. */
  public StandardInput stdin() {
    registrar.checkThread();
    if (stdin == null || (stdin.destroyed() && !stdin.readableEnded())) {
      stdin = StandardInput.of(registrar);
    }
    return stdin;
  }

  /**
   * Standard output. The same stream each time, until that is ended or has failed; then another, as
   * nothing closes the process's own.
   */
  public StandardOutput stdout() {
    registrar.checkThread();
    if (stdout == null || !stdout.writable()) {
      stdout = StandardOutput.out();
    }
    return stdout;
  }

  /** Standard error, in the same way. */
  public StandardOutput stderr() {
    registrar.checkThread();
    if (stderr == null || !stderr.writable()) {
      stderr = StandardOutput.err();
    }
    return stderr;
  }
}
