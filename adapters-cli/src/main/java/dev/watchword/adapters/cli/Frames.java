package dev.watchword.adapters.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.OutputStream;

/// Messages on a stream: a message is one or more frames, a frame is four bytes and as many bytes
/// as they say, at most 64 KiB; the highest bit of the four marks the last frame of a message.
///
/// A request is one frame (SECURITY UN-10); only a reply may have more.
final class Frames {

  static final int MAX_FRAME = 64 * 1024;
  private static final int LAST = 0x8000_0000;

  private Frames() {}

  /// Collects a message and cuts it into frames.
  static final class Output extends OutputStream {

    private final OutputStream out;
    private final byte[] frame = new byte[4 + MAX_FRAME];
    private int length;

    Output(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      if (length == MAX_FRAME) {
        send(0);
      }
      frame[4 + length++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int at = from;
      int left = count;
      while (left > 0) {
        if (length == MAX_FRAME) {
          send(0);
        }
        int part = Math.min(left, MAX_FRAME - length);
        System.arraycopy(bytes, at, frame, 4 + length, part);
        length += part;
        at += part;
        left -= part;
      }
    }

    /// Ends the message.
    void end() throws IOException {
      send(LAST);
      out.flush();
    }

    private void send(int mark) throws IOException {
      int head = length | mark;
      frame[0] = (byte) (head >>> 24);
      frame[1] = (byte) (head >>> 16);
      frame[2] = (byte) (head >>> 8);
      frame[3] = (byte) head;
      out.write(frame, 0, 4 + length);
      length = 0;
    }
  }

  /// The bytes of one message.
  static final class Input extends InputStream {

    private final InputStream in;
    private byte[] frame = new byte[0];
    private int at;
    private int length;
    private boolean last;

    Input(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return filled() ? frame[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (!filled()) {
        return -1;
      }
      int part = Math.min(count, length - at);
      System.arraycopy(frame, at, bytes, from, part);
      at += part;
      return part;
    }

    private boolean filled() throws IOException {
      while (at == length) {
        if (last) {
          return false;
        }
        int head = head(in);
        last = (head & LAST) != 0;
        length = size(head);
        frame = frame.length < length ? new byte[length] : frame;
        if (in.readNBytes(frame, 0, length) < length) {
          throw new EOFException();
        }
        at = 0;
      }
      return true;
    }
  }

  /// Reads a message that must be one frame.
  ///
  /// @throws IOException when it is longer, or breaks off
  static byte[] single(InputStream in) throws IOException {
    int head = head(in);
    if ((head & LAST) == 0) {
      throw new InvalidObjectException("a message of more than one frame");
    }
    byte[] message = in.readNBytes(size(head));
    if (message.length < size(head)) {
      throw new EOFException();
    }
    return message;
  }

  private static int head(InputStream in) throws IOException {
    return new DataInputStream(in).readInt();
  }

  private static int size(int head) throws IOException {
    int size = head & ~LAST;
    if (size > MAX_FRAME) {
      throw new InvalidObjectException("a frame over 64 KiB");
    }
    return size;
  }

  /// Writes a message that must be one frame.
  ///
  /// @throws Failure when it is longer
  static void single(OutputStream out, ByteArrayOutputStream message) throws IOException {
    if (message.size() > MAX_FRAME) {
      throw Failure.expected(
          "too-much", "That is more than goes to the agent at once; do it in smaller parts.");
    }
    Output frame = new Output(out);
    message.writeTo(frame);
    frame.end();
  }
}
