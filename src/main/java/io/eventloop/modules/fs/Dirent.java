package io.eventloop.modules.fs;

/**
 * An entry of a directory, with its type: Node's {@code fs.Dirent}. Immutable.
 *
 * @param name its last part only, also in a directory below the one that was listed
 * @param parentPath the directory that it is in, as the caller wrote it, with what is below that
 * @param mode its type as a number, without permissions: for example {@code 0100000} for a file; 0
 *     if the entry has gone meanwhile
 * @see <a href="https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsdirent">Node: class
 *     fs.Dirent</a>
 */
public record Dirent(String name, String parentPath, int mode) implements FileKind {}
