package io.eventloop.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A journal of Pekko's persistence in an H2 database on disk, which writes at once: by default H2
 * has a commit on disk half a second later, and loses it if it is killed before.
 *
 * @param url where JDBC finds it
 */
record H2Journal(String url) {

  /** Makes a journal with nothing in it. */
  static H2Journal in(Path directory) throws SQLException, IOException {
    H2Journal made =
        new H2Journal(
            "jdbc:h2:file:"
                + directory.resolve("journal")
                + ";DATABASE_TO_UPPER=false;WRITE_DELAY=0");
    try (Connection connection = DriverManager.getConnection(made.url(), "sa", "");
        var schema = H2Journal.class.getResourceAsStream("/schema/h2/h2-create-schema.sql")) {
      String statements = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
      connection.createStatement().execute(statements);
    }
    return made;
  }

  /** The settings of a node that only submits, and is known by this name in the journal. */
  String config(String name) {
    return """
        eventloop.cluster { worker = off, durable-name = %s }
        pekko.persistence.journal.plugin = jdbc-journal
        pekko.persistence.snapshot-store.plugin = jdbc-snapshot-store
        pekko.projection.jdbc.dialect = h2-dialect
        h2-slick {
          profile = "slick.jdbc.H2Profile$"
          db {
            url = "%s", user = sa, password = "", driver = org.h2.Driver
            numThreads = 2, maxConnections = 2
          }
        }
        jdbc-journal.slick = ${h2-slick}
        jdbc-snapshot-store.slick = ${h2-slick}
        """
        .formatted(name, url);
  }
}
