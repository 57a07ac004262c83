package io.eventloop.modules.fs;

import io.eventloop.loop.Promise;
import io.eventloop.value.Callback;
import java.time.Instant;
import java.util.List;

/** A call of {@code fs-calls/calls.js}, in both forms. */
record FsCall(String name, CallbackForm called, PromiseForm promised) {
  private static final Instant TIME = Instant.ofEpochMilli(1000);
  private static final RmOptions FORCE = new RmOptions(false, true);

  /** With the paths and a callback. */
  interface CallbackForm {
    void begin(Fs fs, String[] paths, Callback<Object> callback);
  }

  /** With the paths. */
  interface PromiseForm {
    Promise<?> begin(Fs fs, String[] paths);
  }

  /** Those on one path. */
  static List<FsCall> onOne() {
    return List.of(
        of("readFile", (fs, p, cb) -> fs.readFile(p[0], cb), (fs, p) -> fs.readFile(p[0])),
        of(
            "writeFile",
            (fs, p, cb) -> fs.writeFile(p[0], "x", cb),
            (fs, p) -> fs.writeFile(p[0], "x")),
        of(
            "writeFile wx",
            (fs, p, cb) -> fs.writeFile(p[0], "x", "wx", cb),
            (fs, p) -> fs.writeFile(p[0], "x", "wx")),
        of(
            "appendFile",
            (fs, p, cb) -> fs.appendFile(p[0], "x", cb),
            (fs, p) -> fs.appendFile(p[0], "x")),
        open("r"),
        open("r+"),
        open("w"),
        open("wx"),
        open("a"),
        open("a+"),
        of("stat", (fs, p, cb) -> fs.stat(p[0], cb), (fs, p) -> fs.stat(p[0])),
        of("lstat", (fs, p, cb) -> fs.lstat(p[0], cb), (fs, p) -> fs.lstat(p[0])),
        of("access", (fs, p, cb) -> fs.access(p[0], cb), (fs, p) -> fs.access(p[0])),
        of("access X_OK", (fs, p, cb) -> fs.access(p[0], 1, cb), (fs, p) -> fs.access(p[0], 1)),
        of("readdir", (fs, p, cb) -> fs.readdir(p[0], cb), (fs, p) -> fs.readdir(p[0])),
        of(
            "readdir recursive",
            (fs, p, cb) -> fs.readdir(p[0], ReaddirOptions.RECURSIVE, cb),
            (fs, p) -> fs.readdir(p[0], ReaddirOptions.RECURSIVE)),
        withFileTypes("readdir withFileTypes", ReaddirOptions.DEFAULT),
        withFileTypes("readdir recursive withFileTypes", ReaddirOptions.RECURSIVE),
        of("mkdir", (fs, p, cb) -> fs.mkdir(p[0], cb), (fs, p) -> fs.mkdir(p[0])),
        of(
            "mkdir recursive",
            (fs, p, cb) -> fs.mkdir(p[0], MkdirOptions.RECURSIVE, cb),
            (fs, p) -> fs.mkdir(p[0], MkdirOptions.RECURSIVE)),
        of("rm", (fs, p, cb) -> fs.rm(p[0], cb), (fs, p) -> fs.rm(p[0])),
        rm("rm force", FORCE),
        rm("rm recursive", RmOptions.RECURSIVE),
        rm("rm recursive force", RmOptions.RECURSIVE_FORCE),
        of("rmdir", (fs, p, cb) -> fs.rmdir(p[0], cb), (fs, p) -> fs.rmdir(p[0])),
        of("unlink", (fs, p, cb) -> fs.unlink(p[0], cb), (fs, p) -> fs.unlink(p[0])),
        of("truncate", (fs, p, cb) -> fs.truncate(p[0], 3, cb), (fs, p) -> fs.truncate(p[0], 3)),
        of("readlink", (fs, p, cb) -> fs.readlink(p[0], cb), (fs, p) -> fs.readlink(p[0])),
        of("realpath", (fs, p, cb) -> fs.realpath(p[0], cb), (fs, p) -> fs.realpath(p[0])),
        of(
            "utimes",
            (fs, p, cb) -> fs.utimes(p[0], TIME, TIME, cb),
            (fs, p) -> fs.utimes(p[0], TIME, TIME)));
  }

  /** Those on two. */
  static List<FsCall> onTwo() {
    return List.of(
        of("rename", (fs, p, cb) -> fs.rename(p[0], p[1], cb), (fs, p) -> fs.rename(p[0], p[1])),
        of(
            "copyFile",
            (fs, p, cb) -> fs.copyFile(p[0], p[1], cb),
            (fs, p) -> fs.copyFile(p[0], p[1])),
        of(
            "copyFile EXCL",
            (fs, p, cb) -> fs.copyFile(p[0], p[1], FsConstants.COPYFILE_EXCL, cb),
            (fs, p) -> fs.copyFile(p[0], p[1], FsConstants.COPYFILE_EXCL)),
        of(
            "symlink",
            (fs, p, cb) -> fs.symlink(p[0], p[1], cb),
            (fs, p) -> fs.symlink(p[0], p[1])));
  }

  private static FsCall of(String name, CallbackForm called, PromiseForm promised) {
    return new FsCall(name, called, promised);
  }

  private static FsCall open(String flags) {
    return of(
        "open " + flags, (fs, p, cb) -> fs.open(p[0], flags, cb), (fs, p) -> fs.open(p[0], flags));
  }

  private static FsCall withFileTypes(String name, ReaddirOptions options) {
    return of(
        name,
        (fs, p, cb) -> fs.readdirWithFileTypes(p[0], options, cb),
        (fs, p) -> fs.readdirWithFileTypes(p[0], options));
  }

  private static FsCall rm(String name, RmOptions options) {
    return of(name, (fs, p, cb) -> fs.rm(p[0], options, cb), (fs, p) -> fs.rm(p[0], options));
  }
}
