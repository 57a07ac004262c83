package io.eventloop.modules.zlib;

import io.eventloop.modules.zlib.ZlibException.Reason;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads gzip, zlib or raw deflate data, and refuses what Node refuses, in its words. */
final class Decompressor implements Coder {
  private static final int TRAILER_LENGTH = 8;

  /** What the next byte is of. */
  private enum Part {
    FORMAT,
    HEADER,
    BODY,
    TRAILER,
    /** Gzip data may be followed by more of it. */
    BETWEEN,
    /** Whatever comes now is none of ours. */
    AFTER
  }

  private final byte @Nullable [] dictionary;
  private final CRC32 crc = new CRC32();
  private ByteBuffer data = ByteBuffer.allocate(0);
  private boolean ended;
  private Part part;
  private boolean gzip;
  private GzipHeader header;
  private @Nullable Inflater inflater;

  /** The bytes of the trailer, the last one first, and how many have come. */
  private long trailer;

  private int trailerLength;

  Decompressor(Format format, ZlibOptions options) {
    this.dictionary = options.dictionary();
    this.header = new GzipHeader(format == Format.AUTO);
    if (format == Format.AUTO) {
      part = Part.FORMAT;
    } else {
      part = begin(format);
    }
  }

  /** The first part of this format. */
  private Part begin(Format format) {
    gzip = format == Format.GZIP;
    inflater = new Inflater(format != Format.ZLIB);
    if (format == Format.RAW && dictionary != null) {
      inflater.setDictionary(dictionary);
    }
    return gzip ? Part.HEADER : Part.BODY;
  }

  @Override
  public void input(ByteBuffer next) {
    data = next;
    if (part == Part.BODY) {
      open().setInput(data);
    }
  }

  @Override
  public void flush() {
    // nothing is kept back
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public int output(byte[] buffer) throws ZlibException {
    while (part == Part.BODY || data.hasRemaining()) {
      if (part == Part.BODY) {
        int length = inflate(buffer);
        if (length > 0) {
          crc.update(buffer, 0, length);
          return length;
        }
        if (part == Part.BODY && !data.hasRemaining()) {
          break;
        }
      } else {
        takeOutside();
      }
    }
    if (ended && part != Part.BETWEEN && part != Part.AFTER) {
      throw new ZlibException(Reason.Z_BUF_ERROR, "unexpected end of file", null);
    }
    return 0;
  }

  /** Takes input that is not of the body. */
  private void takeOutside() throws ZlibException {
    int next = data.get(data.position()) & 0xFF;
    switch (part) {
      case FORMAT -> enter(begin(next == Format.GZIP_ID1 ? Format.GZIP : Format.ZLIB));
      case HEADER -> {
        data.get();
        header.take(next);
        enter(header.isDone() ? Part.BODY : Part.HEADER);
      }
      case TRAILER -> {
        data.get();
        takeTrailer(next);
      }
      case BETWEEN -> part = next == 0 ? Part.AFTER : again();
      case AFTER -> data.position(data.limit());
      case BODY -> throw new IllegalStateException("the body is inflated");
    }
  }

  private void enter(Part next) {
    part = next;
    if (part == Part.BODY) {
      open().setInput(data);
    }
  }

  /** How much came out; 0 if that takes more input, or the body is at its end. */
  private int inflate(byte[] buffer) throws ZlibException {
    Inflater body = open();
    int length = inflateTo(body, buffer);
    if (length == 0 && body.needsDictionary()) {
      giveDictionary(body);
      length = inflateTo(body, buffer);
    }
    if (length == 0 && body.finished()) {
      part = gzip ? Part.TRAILER : Part.AFTER;
    }
    return length;
  }

  private int inflateTo(Inflater body, byte[] buffer) throws ZlibException {
    try {
      return body.inflate(buffer, 0, CHUNK);
    } catch (DataFormatException e) { // with zlib's own words
      throw new ZlibException(Reason.Z_DATA_ERROR, String.valueOf(e.getMessage()), e);
    }
  }

  private void giveDictionary(Inflater body) throws ZlibException {
    if (dictionary == null) {
      throw new ZlibException(Reason.Z_NEED_DICT, "Missing dictionary", null);
    }
    try {
      body.setDictionary(dictionary);
    } catch (IllegalArgumentException another) {
      throw new ZlibException(Reason.Z_NEED_DICT, "Bad dictionary", another);
    }
  }

  private void takeTrailer(int next) throws ZlibException {
    trailer = (trailer >>> Byte.SIZE) | ((long) next << (Long.SIZE - Byte.SIZE));
    trailerLength++;
    if (trailerLength == TRAILER_LENGTH / 2 && trailer >>> Integer.SIZE != crc.getValue()) {
      throw ZlibException.data("incorrect data check");
    }
    if (trailerLength == TRAILER_LENGTH) {
      if ((int) (trailer >>> Integer.SIZE) != (int) open().getBytesWritten()) {
        throw ZlibException.data("incorrect length check");
      }
      part = Part.BETWEEN;
    }
  }

  private Part again() {
    header = new GzipHeader(false);
    open().reset();
    crc.reset();
    trailerLength = 0;
    return Part.HEADER;
  }

  private Inflater open() {
    if (inflater == null) {
      throw new IllegalStateException("the format is not known yet");
    }
    return inflater;
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
