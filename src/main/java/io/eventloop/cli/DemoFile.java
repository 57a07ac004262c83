package io.eventloop.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that comes with the program: where it was built, or for a while beside its jar. */
final class DemoFile implements AutoCloseable {
  private final Path path;
  private final boolean copy;

  private DemoFile(Path path, boolean copy) {
    this.path = path;
    this.copy = copy;
  }

  /**
   * Finds a resource of this package, and copies it out of the jar if it is in one.
   *
   * @param name of the resource
   */
  static DemoFile open(String name) throws IOException {
    URL resource = DemoFile.class.getResource(name);
    if (resource == null) {
      throw new FileNotFoundException("the program was built without " + name);
    }
    return open(resource, name);
  }

  static DemoFile open(URL resource, String name) throws IOException {
    if (resource.getProtocol().equals("file")) {
      return new DemoFile(Path.of(URI.create(resource.toString())), false);
    }
    Path made = Files.createTempFile("pekko-eventloop-", "-" + name);
    try (InputStream content = resource.openStream()) {
      Files.copy(content, made, StandardCopyOption.REPLACE_EXISTING);
    }
    return new DemoFile(made, true);
  }

  /** A real file. */
  String path() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    if (copy) {
      Files.deleteIfExists(path);
    }
  }
}
