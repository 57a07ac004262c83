package io.eventloop.modules.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the system knows of a file: Node's {@code fs.Stats}. Immutable.
 *
 * @param dev the device that the file is on
 * @param mode the type and the permissions, for example {@code 0100644}
 * @param nlink how many names it has
 * @param uid its owner
 * @param gid its group
 * @param rdev the device that it is, if it is one
 * @param ino its number on the device
 * @param size in bytes
 * @param atimeMs last read, in milliseconds since 1970, with their fractions
 * @param mtimeMs content last changed, likewise
 * @param ctimeMs content or attributes last changed, likewise
 * @param birthtimeMs made, likewise; where Java does not know it, {@code mtimeMs}
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsstats">Node: class
 *     fs.Stats</a>
 */
public record Stats(
    long dev,
    int mode,
    int nlink,
    int uid,
    int gid,
    long rdev,
    long ino,
    long size,
    double atimeMs,
    double mtimeMs,
    double ctimeMs,
    double birthtimeMs)
    implements FileKind {

  private static final String ATTRIBUTES =
      "unix:dev,mode,nlink,uid,gid,rdev,ino,size,lastAccessTime,lastModifiedTime,ctime,creationTime";

  private static final double NANOS_PER_MILLI = 1e6;

  static Stats read(Path file, LinkOption... links) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, ATTRIBUTES, links);
    return new Stats(
        number(attributes, "dev").longValue(),
        number(attributes, "mode").intValue(),
        number(attributes, "nlink").intValue(),
        number(attributes, "uid").intValue(),
        number(attributes, "gid").intValue(),
        number(attributes, "rdev").longValue(),
        number(attributes, "ino").longValue(),
        number(attributes, "size").longValue(),
        millis(attributes, "lastAccessTime"),
        millis(attributes, "lastModifiedTime"),
        millis(attributes, "ctime"),
        millis(attributes, "creationTime"));
  }

  private static Number number(Map<String, Object> attributes, String name) {
    return (Number) Objects.requireNonNull(attributes.get(name), name);
  }

  private static double millis(Map<String, Object> attributes, String name) {
    Instant time = ((FileTime) Objects.requireNonNull(attributes.get(name), name)).toInstant();
    double whole = TimeUnit.SECONDS.toMillis(time.getEpochSecond());
    return whole + time.getNano() / NANOS_PER_MILLI;
  }
}
