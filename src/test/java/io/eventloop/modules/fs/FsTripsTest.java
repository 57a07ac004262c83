package io.eventloop.modules.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventloop.EventLoop;
import io.eventloop.NodeRuntime;
import io.eventloop.RuntimeSettings;
import io.eventloop.loop.AbortController;
import io.eventloop.loop.ActiveResource;
import io.eventloop.loop.AsyncLocal;
import io.eventloop.value.NodeError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/**
 * That {@code readFile} and {@code writeFile} are several trips to the pool, seen by what runs
 * beside them: programs ported line for line, with what Node 20.20.2 prints.
 */
class FsTripsTest {
  private static final String FILE = "pom.xml";
  private static final int RUNS = 3;

  @TempDir Path directory;

  private final List<String> log = new ArrayList<>();
  private EventLoop loop;

  private interface Script {
    void run() throws Exception;
  }

  private List<String> printedBy(int poolSize, Script script) {
    int code =
        NodeRuntime.run(
            RuntimeSettings.load().withPoolSize(poolSize),
            started -> {
              loop = started;
              script.run();
            });
    assertThat(code).isZero();
    return log;
  }

  private static void busy(int millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @RepeatedTest(RUNS)
  void shouldReadAfterTimersAndImmediatesHoweverLongMainIsBusy() {
    List<String> printed =
        printedBy(
            4,
            () -> {
              loop.fs()
                  .readFile(
                      FILE,
                      (error, text) -> {
                        log.add("file");
                        loop.setImmediate(() -> log.add("imm in file"));
                        loop.setTimeout(() -> log.add("to in file"), 0);
                        loop.nextTick(() -> log.add("tick in file"));
                      });
              loop.setTimeout(() -> log.add("timeout"), 0);
              loop.setImmediate(() -> log.add("immediate"));
              busy(60);
              log.add("main");
            });
    assertThat(printed)
        .containsExactly(
            "main", "timeout", "immediate", "file", "tick in file", "imm in file", "to in file");
  }

  @RepeatedTest(RUNS)
  void shouldLetWhatWaitsForThePoolGoBetweenTheTripsOfReadFile() {
    List<String> printed =
        printedBy(
            1,
            () -> {
              loop.fs().readFile(FILE, (error, text) -> log.add("readFile"));
              loop.fs().stat(FILE, (error, stats) -> log.add("stat"));
              loop.crypto().randomBytes(4, (error, bytes) -> log.add("rnd"));
              loop.fs().access(FILE, (error, nothing) -> log.add("access"));
              log.add("main");
            });
    assertThat(printed).containsExactly("main", "stat", "rnd", "access", "readFile");
  }

  @RepeatedTest(RUNS)
  void shouldTakeOneTripWhenThereIsNoFileAndFourWhenThereIs() {
    List<String> printed =
        printedBy(
            1,
            () -> {
              loop.fs().readFile(FILE, (error, text) -> log.add("readFile 1"));
              loop.fs().readFile("/no/such", (error, text) -> log.add("readFile 2 " + code(error)));
              loop.fs().readFile(FILE, (error, text) -> log.add("readFile 3"));
              loop.fs()
                  .stat(
                      FILE,
                      (e1, s1) -> {
                        log.add("stat");
                        loop.fs()
                            .stat(
                                FILE,
                                (e2, s2) -> {
                                  log.add("stat 2");
                                  loop.fs()
                                      .stat(
                                          FILE,
                                          (e3, s3) -> {
                                            log.add("stat 3");
                                            loop.fs().stat(FILE, (e4, s4) -> log.add("stat 4"));
                                          });
                                });
                      });
            });
    assertThat(printed)
        .containsExactly(
            "readFile 2 ENOENT", "stat", "stat 2", "stat 3", "readFile 1", "readFile 3", "stat 4");
  }

  @RepeatedTest(RUNS)
  void shouldLetWhatWaitsForThePoolGoBetweenTheTripsOfWriteFile() {
    String file = directory.resolve("f").toString();
    List<String> printed =
        printedBy(
            1,
            () -> {
              loop.fs()
                  .writeFile(
                      file,
                      "abc",
                      (error, nothing) -> {
                        log.add("written " + error);
                        loop.fs().unlink(file, (failed, no) -> log.add("unlinked " + failed));
                      });
              loop.fs().stat("/", (error, stats) -> log.add("stat"));
              loop.crypto().randomBytes(4, (error, bytes) -> log.add("rnd"));
            });
    assertThat(printed).containsExactly("stat", "rnd", "written null", "unlinked null");
  }

  @RepeatedTest(RUNS)
  void shouldCloseTheFileBeforeItAnswersAnAbort() {
    AbortController controller = new AbortController();
    List<String> printed =
        printedBy(
            1,
            () -> {
              loop.fs()
                  .readFile(
                      FILE,
                      controller.signal(),
                      (error, text) -> {
                        String name = ((NodeError) error).name();
                        String cause = error.getCause().getMessage();
                        log.add(name + " " + code(error) + " " + error.getMessage());
                        log.add("cause " + cause + " " + text);
                        loop.nextTick(() -> log.add("tick"));
                      });
              loop.setImmediate(() -> log.add("imm"));
              loop.nextTick(
                  () -> {
                    log.add("tick main");
                    controller.abort(new IllegalStateException("why"));
                    log.add("aborted");
                  });
              log.add("main");
            });
    assertThat(printed)
        .containsExactly(
            "main",
            "tick main",
            "aborted",
            "imm",
            "AbortError ABORT_ERR The operation was aborted",
            "cause why null",
            "tick");
  }

  @RepeatedTest(RUNS)
  void shouldTakeTheTripsOfFsPromisesInPromiseForm() {
    String file = directory.resolve("f").toString();
    List<String> printed =
        printedBy(
            1,
            () -> {
              loop.fs().readFileBytes(FILE).then(() -> log.add("rf"));
              loop.fs().stat("/").then(() -> log.add("st"));
              loop.fs().access("/").then(() -> log.add("ac"));
              loop.fs()
                  .writeFile(file, "a")
                  .thenCompose(
                      nothing -> {
                        log.add("wf");
                        return loop.fs().unlink(file);
                      })
                  .then(() -> log.add("ul"));
            });
    assertThat(printed).containsExactly("st", "ac", "wf", "rf", "ul");
  }

  @Test
  void shouldShowOneResourceOfTheSameNameWhileTheCallIsUnderWay() {
    List<String> printed =
        printedBy(
            1,
            () -> {
              boolean[] answered = {false};
              loop.fs().readFile(FILE, (error, text) -> answered[0] = true);
              loop.setImmediate(() -> look(answered));
            });
    assertThat(printed).isNotEmpty().containsOnly("[fs task]");
  }

  private void look(boolean[] answered) {
    if (!answered[0]) {
      log.add(loop.activeResources().stream().map(ActiveResource::type).toList().toString());
      loop.setImmediate(() -> look(answered));
    }
  }

  @Test
  void shouldRunTheCallbackInTheContextOfTheCall() {
    AsyncLocal<String> local = new AsyncLocal<>();
    String file = directory.resolve("f").toString();
    List<String> printed =
        printedBy(
            1,
            () -> {
              MDC.put("of", "read");
              local.run(
                  "A",
                  () ->
                      loop.fs()
                          .readFile(FILE, (e, t) -> log.add(MDC.get("of") + " " + local.get())));
              MDC.put("of", "write");
              local.run(
                  "B",
                  () ->
                      loop.fs()
                          .writeFile(
                              file, "x", (e, n) -> log.add(MDC.get("of") + " " + local.get())));
              MDC.clear();
              loop.fs().stat(FILE, (e, s) -> log.add(MDC.get("of") + " " + local.get()));
            });
    assertThat(printed).containsExactly("null null", "write B", "read A");
  }

  private static String code(Throwable error) {
    return String.valueOf(((NodeError) error).code());
  }
}
