package io.eventloop.modules.zlib;

import io.eventloop.modules.zlib.ZlibException.Reason;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads gzip, zlib or raw deflate data, and refuses what Node refuses, in its words. */
final class Decompressor extends Coder {
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
  private Part part;
  private boolean gzip;
  private GzipHeader header = new GzipHeader();
  private @Nullable Inflater inflater;

  /** The bytes of the trailer, the last one first, and how many have come. */
  private long trailer;

  private int trailerLength;

  Decompressor(Format format, ZlibOptions options) {
    this.dictionary = options.dictionary();
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
  void write(byte[] data, Output output) throws IOException, InterruptedException {
    int at = 0;
    while (at < data.length) {
      int next = data[at] & 0xFF;
      switch (part) {
        case FORMAT -> part = begin(next == Format.GZIP_ID1 ? Format.GZIP : Format.ZLIB);
        case HEADER -> {
          at++;
          header.take(next);
          part = header.isDone() ? Part.BODY : Part.HEADER;
        }
        case BODY -> at = inflate(data, at, output);
        case TRAILER -> {
          at++;
          takeTrailer(next);
        }
        case BETWEEN -> part = next == 0 ? Part.AFTER : again();
        case AFTER -> at = data.length;
      }
    }
  }

  /** Where the body ends, or the data. */
  private int inflate(byte[] data, int from, Output output)
      throws IOException, InterruptedException {
    Inflater body = open();
    body.setInput(data, from, data.length - from);
    while (!body.finished()) {
      checkInterrupt();
      int length = inflateTo(body);
      if (length > 0) {
        crc.update(buffer, 0, length);
        output.write(buffer, length);
      } else if (body.needsDictionary()) {
        giveDictionary(body);
      } else if (!body.finished()) {
        return data.length;
      }
    }
    part = gzip ? Part.TRAILER : Part.AFTER;
    return data.length - body.getRemaining();
  }

  private int inflateTo(Inflater body) throws ZlibException {
    try {
      return body.inflate(buffer);
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
    header = new GzipHeader();
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
  void finish(Output output) throws ZlibException {
    if (part != Part.BETWEEN && part != Part.AFTER) {
      throw new ZlibException(Reason.Z_BUF_ERROR, "unexpected end of file", null);
    }
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
