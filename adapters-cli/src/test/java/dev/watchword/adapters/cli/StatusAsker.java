package dev.watchword.adapters.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A program of one class that asks an agent for its status, to be run as another user: prints
/// `answered` or `closed`.
public final class StatusAsker {

  private StatusAsker() {}

  public static void main(String[] arguments) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF(arguments[1]);
    out.writeByte(1);
    ByteBuffer frame = ByteBuffer.allocate(4 + body.size());
    frame.putInt(0x8000_0000 | body.size()).put(body.toByteArray()).flip();
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
      channel.write(frame);
      System.out.println(channel.read(ByteBuffer.allocate(1)) == 1 ? "answered" : "closed");
    } catch (java.io.IOException broken) {
      System.out.println("closed");
    }
  }
}
