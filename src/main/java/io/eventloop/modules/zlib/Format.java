package io.eventloop.modules.zlib;

/** What stands around deflated data. */
enum Format {
  /** A header and a check sum, as in RFC 1952. */
  GZIP,
  /** A header and a check sum, as in RFC 1950. */
  ZLIB,
  /** Nothing, as in RFC 1951. */
  RAW,
  /** To decompress: that of the first two, of which the first bytes are. */
  AUTO;

  static final int GZIP_ID1 = 0x1F;
  static final int GZIP_ID2 = 0x8B;
}
