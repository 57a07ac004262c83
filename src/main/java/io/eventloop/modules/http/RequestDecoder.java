package io.eventloop.modules.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Netty's decoder, at its strictest; and what it takes of a request line that Node's llhttp does
 * not. Of the loop's thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** A part of a body is handed on as it has come. */
  private static final int MOST_AT_ONCE = Integer.MAX_VALUE;

  private boolean begun;
  private boolean stopped;

  /**
   * For one connection.
   *
   * @param maxHeaderSize of a line, and of all headers together, in bytes
   */
  RequestDecoder(int maxHeaderSize) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderSize)
            .setMaxHeaderSize(maxHeaderSize)
            .setMaxChunkSize(MOST_AT_ONCE)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false)
            .setValidateHeaders(true));
  }

  /** Leaves what comes next as it is: it is another protocol's. */
  void stop() {
    stopped = true;
  }

  /** Whether a part of something has come that is not decoded yet. */
  boolean isWithin() {
    return begun || actualReadableBytes() > 0;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (stopped) {
      return;
    }
    super.decode(context, in, out);
    begun &= out.isEmpty();
  }

  @Override
  protected HttpMessage createMessage(String[] line) throws Exception {
    Syntax.requireMethod(line[0]);
    Target.check(line[1], line[0].equals("CONNECT"));
    Syntax.requireVersion(line[2]);
    begun = true;
    return super.createMessage(line);
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    requireSpace(start == 0); // blanks before a method are skipped by Netty
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    requireSpace(line[start - 1] == ' '); // and others taken as well
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    requireSpace(line[start - 1] == ' ');
    return super.splitThirdWordInitialLine(line, start, length);
  }

  private static void requireSpace(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("another blank than a space");
    }
  }
}
