package io.eventloop.testing;

import com.typesafe.config.ConfigFactory;
import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What a stand-alone program printed, and its exit code.
 *
 * @param lines in their order
 * @param code with which it ended
 */
public record ProgramRun(List<String> lines, int code) {

  /** A program that prints. */
  public interface Printing {
    /** The main script. */
    void run(EventLoop loop, Consumer<String> log) throws Exception;
  }

  /** Runs a program to its end, in virtual time: it must use neither pool nor I/O. */
  public static ProgramRun of(Printing program) {
    return of(VirtualClock.NAME, program);
  }

  /** Runs a program to its end. */
  public static ProgramRun inRealTime(Printing program) {
    return of("real-time", program);
  }

  private static ProgramRun of(String clock, Printing program) {
    RuntimeSettings settings =
        RuntimeSettings.from(
            ConfigFactory.parseString("eventloop.clock = \"" + clock + '"')
                .withFallback(ConfigFactory.load()));
    List<String> lines = new CopyOnWriteArrayList<>();
    int code = NodeRuntime.run(settings, loop -> program.run(loop, lines::add));
    return new ProgramRun(lines, code);
  }
}
