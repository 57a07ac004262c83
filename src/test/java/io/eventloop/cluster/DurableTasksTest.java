package io.eventloop.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventloop.testing.Gate;
import io.eventloop.testing.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that outlive their node, in the journal of an H2 database on disk. */
class DurableTasksTest {
  private static final RemoteKind<String, String> DURABLE =
      RemoteKind.of(
              "durable", String.class, String.class, text -> Kinds.GATE.get().yielding(text).call())
          .durable();

  @TempDir private Path directory;
  private final TestCluster cluster = new TestCluster();
  private final Map<Long, String> answers = new ConcurrentHashMap<>();
  private String[] settings;

  @BeforeEach
  void createTables() throws SQLException, IOException {
    String url = "jdbc:h2:file:" + directory.resolve("journal") + ";DATABASE_TO_UPPER=false";
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        var schema = getClass().getResourceAsStream("/schema/h2/h2-create-schema.sql")) {
      String statements = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      connection.createStatement().execute(statements);
    }
    settings =
        new String[] {
          "eventloop.cluster { worker = off, durable-name = submitter }",
          "pekko.persistence.journal.plugin = jdbc-journal",
          "pekko.persistence.snapshot-store.plugin = jdbc-snapshot-store",
          "pekko.projection.jdbc.dialect = h2-dialect",
          "h2-slick { profile = \"slick.jdbc.H2Profile$\", db { url = \"" + url + "\"",
          "user = sa, password = \"\", driver = org.h2.Driver, numThreads = 2, maxConnections = 2 } }",
          "jdbc-journal.slick = ${h2-slick}",
          "jdbc-snapshot-store.slick = ${h2-slick}",
        };
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void note(long id, Throwable error, String result) {
    answers.merge(id, "" + (error == null ? result : error), (one, two) -> one + " and " + two);
  }

  @Test
  void shouldAnswerTheHandlerOfTheNodeThatWasStartedAgain() {
    cluster.worker(java.util.List.of(DURABLE));
    ActorSystem<Void> first = cluster.node(settings);
    TaskRegistry.get(first).onResult(DURABLE, this::note);
    Gate gate = Kinds.newGate();
    gate.open();
    long done = Waiting.valueOf(ClusterPool.get(first).submitDurable(DURABLE, "a"));
    Waiting.until("the first is answered", () -> answers.containsKey(done));
    Gate closed = Kinds.newGate();
    long open = Waiting.valueOf(ClusterPool.get(first).submitDurable(DURABLE, "b"));
    closed.awaitBegun(1);

    first.terminate();
    Waiting.valueOf(first.getWhenTerminated());
    Kinds.newGate().open();
    ActorSystem<Void> again = cluster.node(settings);
    TaskRegistry.get(again).onResult(DURABLE, this::note);
    ClusterPool.get(again);
    Waiting.until("the second is answered", () -> answers.containsKey(open));
    long next = Waiting.valueOf(ClusterPool.get(again).submitDurable(DURABLE, "c"));
    Waiting.until("the third is answered", () -> answers.containsKey(next));

    assertThat(answers).isEqualTo(Map.of(done, "a", open, "b", next, "c"));
  }

  @Test
  void shouldCallTheHandlerUntilItHasTakenTheAnswer() {
    cluster.worker(java.util.List.of(DURABLE));
    ActorSystem<Void> node = cluster.node(settings);
    Kinds.newGate().open();
    AtomicInteger calls = new AtomicInteger();
    TaskRegistry.get(node)
        .onResult(
            DURABLE,
            (id, error, result) -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the database is down");
              }
              note(id, error, result);
            });

    long id = Waiting.valueOf(ClusterPool.get(node).submitDurable(DURABLE, "a"));

    Waiting.until("it is answered", () -> answers.containsKey(id));
    assertThat(answers).isEqualTo(Map.of(id, "a"));
  }

  @Test
  void shouldRefuseWhatCannotBeDurable() {
    ClusterPool pool = ClusterPool.get(cluster.node("eventloop.cluster.worker = off"));

    assertThatThrownBy(() -> pool.submit(DURABLE, "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "RemoteKind(durable: String -> String, durable) is durable, and a callback or a stage"
                + " ends with this node: submitDurable is for it, and TaskRegistry.onResult for its"
                + " answers");
    assertThatThrownBy(() -> pool.submitDurable(DURABLE, "a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("eventloop.cluster.durable-name = off is not accepted");
    assertThatThrownBy(() -> pool.submitDurable(Kinds.GATED, "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(DURABLE::runningOnce)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("runningOnce or durable is accepted, not both");
  }
}
