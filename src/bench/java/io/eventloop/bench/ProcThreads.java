package io.eventloop.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What Linux knows of this process's threads; all counts since each thread's start. */
final class ProcThreads {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Pattern THREAD =
      Pattern.compile("^\"(.*)\" .*\\bnid=(0x[0-9a-f]+|\\d+)", Pattern.MULTILINE);

  private final Map<Long, ThreadUse> byId = new HashMap<>();

  private ProcThreads() {}

  static ProcThreads now() throws IOException {
    ProcThreads all = new ProcThreads();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        try {
          all.byId.put(Long.valueOf(task.getFileName().toString()), read(task));
        } catch (NoSuchFileException ended) {
          // between the listing and now
        }
      }
    }
    return all;
  }

  private static ThreadUse read(Path task) throws IOException {
    List<String> status = Files.readAllLines(task.resolve("status"));
    String schedstat = Files.readString(task.resolve("schedstat")); // begins with the time run
    String nanos = schedstat.substring(0, schedstat.indexOf(' '));
    return new ThreadUse(
        Files.readString(task.resolve("comm")).strip(),
        number(status, "voluntary_ctxt_switches:"),
        number(status, "nonvoluntary_ctxt_switches:"),
        Long.parseLong(nanos) / NANOS_PER_MILLI);
  }

  private static long number(List<String> status, String key) {
    return status.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  /** What each thread did since then, under its Java name of now. */
  List<ThreadUse> since(ProcThreads earlier) throws JMException {
    Map<Long, String> names = javaNames();
    List<ThreadUse> uses = new ArrayList<>();
    byId.forEach(
        (id, now) -> {
          ThreadUse then = earlier.byId.getOrDefault(id, new ThreadUse("", 0, 0, 0));
          uses.add(
              new ThreadUse(
                  names.getOrDefault(id, now.name()),
                  now.voluntary() - then.voluntary(),
                  now.forced() - then.forced(),
                  now.cpuMillis() - then.cpuMillis()));
        });
    return uses;
  }

  /**
   * The Java threads by their Linux ids, from the VM's own thread dump: a thread that another has
   * renamed bears its old name in /proc.
   */
  private static Map<Long, String> javaNames() throws JMException {
    String dump =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "threadPrint",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Map<Long, String> names = new HashMap<>();
    for (Matcher matcher = THREAD.matcher(dump); matcher.find(); ) {
      names.put(Long.decode(matcher.group(2)), matcher.group(1));
    }
    return names;
  }
}
