package io.eventloop.modules.zlib;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Reads the header of gzip data byte by byte, and refuses what zlib refuses, in its words. */
final class GzipHeader {
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xE0;
  private static final int TIME_AND_SYSTEM_LENGTH = 6;

  /** What the next byte is of, in the order of the header. */
  private enum Part {
    ID,
    METHOD_AND_FLAGS,
    TIME_AND_SYSTEM,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CRC,
    DONE
  }

  /** What the first two bytes of zlib data, as one number, are a multiple of. */
  private static final int ZLIB_CHECK = 31;

  private final boolean maybeZlib;
  private final CRC32 crc = new CRC32();
  private final Iterator<Part> parts = EnumSet.allOf(Part.class).iterator();
  private Part part = parts.next();
  private int flags;
  private int extraLength;

  /** How many bytes of the part have come. */
  private int count;

  /** The last two bytes, as a number. */
  private int word;

  /**
   * A header of which nothing has come.
   *
   * @param maybeZlib whether data that is not gzip is to be refused as zlib refuses its own
   */
  GzipHeader(boolean maybeZlib) {
    this.maybeZlib = maybeZlib;
  }

  boolean isDone() {
    return part == Part.DONE;
  }

  /** Takes the next byte, of a header that is not done. */
  void take(int next) throws ZlibException {
    if (part != Part.CRC) {
      crc.update(next);
    }
    count++;
    word = (word >>> Byte.SIZE) | (next << Byte.SIZE);
    if (isAtEnd(next)) {
      endPart();
      do {
        part = parts.next();
      } while (!isThere());
      count = 0;
    }
  }

  private boolean isAtEnd(int next) {
    return switch (part) {
      case ID, METHOD_AND_FLAGS, EXTRA_LENGTH, CRC -> count == 2;
      case TIME_AND_SYSTEM -> count == TIME_AND_SYSTEM_LENGTH;
      case EXTRA -> count == extraLength;
      case NAME, COMMENT -> next == 0;
      case DONE -> false;
    };
  }

  private void endPart() throws ZlibException {
    switch (part) {
      case ID -> require(word == (Format.GZIP_ID1 | (Format.GZIP_ID2 << Byte.SIZE)), whyNotGzip());
      case METHOD_AND_FLAGS -> {
        flags = word >>> Byte.SIZE;
        require((word & 0xFF) == Deflater.DEFLATED, "unknown compression method");
        require((flags & RESERVED) == 0, "unknown header flags set");
      }
      case EXTRA_LENGTH -> extraLength = word;
      case CRC -> require(word == (crc.getValue() & 0xFFFF), "header crc mismatch");
      default -> {}
    }
  }

  private String whyNotGzip() {
    int inOrder = Short.toUnsignedInt(Short.reverseBytes((short) word));
    return maybeZlib && inOrder % ZLIB_CHECK == 0
        ? "unknown compression method"
        : "incorrect header check";
  }

  private static void require(boolean ok, String message) throws ZlibException {
    if (!ok) {
      throw ZlibException.data(message);
    }
  }

  private boolean isThere() {
    return switch (part) {
      case EXTRA_LENGTH -> (flags & HAS_EXTRA) != 0;
      case EXTRA -> extraLength > 0;
      case NAME -> (flags & HAS_NAME) != 0;
      case COMMENT -> (flags & HAS_COMMENT) != 0;
      case CRC -> (flags & HAS_CRC) != 0;
      default -> true;
    };
  }
}
