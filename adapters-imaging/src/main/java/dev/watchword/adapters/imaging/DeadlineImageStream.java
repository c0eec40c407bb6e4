package dev.watchword.adapters.imaging;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/// Encoded bytes as ImageIO wants them, which stop coming when the time is over: so that a decoder
/// which does not ask for the time, native ones included, ends all the same (SECURITY UP-03).
///
/// Reads from memory; no cache file is made.
final class DeadlineImageStream extends ImageInputStreamImpl {

  private final byte[] bytes;
  private final int end;
  private final Deadline deadline;

  DeadlineImageStream(byte[] bytes, int end, Deadline deadline) {
    this.bytes = bytes;
    this.end = end;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    checkTime();
    bitOffset = 0;
    return streamPos < end ? bytes[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    checkTime();
    bitOffset = 0;
    if (streamPos >= end) {
      return -1;
    }
    int count = (int) Math.min(length, end - streamPos);
    System.arraycopy(bytes, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return end;
  }

  private void checkTime() throws IOException {
    checkClosed();
    if (deadline.passed()) {
      throw new OutOfTimeException();
    }
  }

  /// The time was over while a decoder read.
  static final class OutOfTimeException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
