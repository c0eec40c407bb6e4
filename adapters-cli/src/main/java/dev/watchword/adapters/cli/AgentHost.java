package dev.watchword.adapters.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The agent at the other end of its socket: a thin client, without a key, a store or an injector.
final class AgentHost implements VaultHost {

  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;
  private final Path vaultFile;

  private AgentHost(SocketChannel channel, Path vaultFile) {
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
    this.out = Channels.newOutputStream(channel);
    this.vaultFile = vaultFile;
  }

  /// @return empty when no agent runs for this vault
  /// @throws Failure when the folder is not ours, so that whoever listens there is not to be asked
  static Optional<AgentHost> connect(AgentFolder folder, Path vaultFile) {
    Path socket = folder.socket(vaultFile);
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    try {
      folder.check();
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return Optional.of(new AgentHost(channel, vaultFile));
      } catch (IOException nobodyListens) {
        channel.close();
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Reply ask(Request request) {
    try {
      ByteArrayOutputStream message = new ByteArrayOutputStream(256);
      DataOutputStream writer = new DataOutputStream(message);
      writer.writeUTF(vaultFile.toString());
      request.writeTo(writer);
      Frames.single(out, message);
      return Reply.readFrom(
          new DataInputStream(new BufferedInputStream(new Frames.Input(in), 8192)));
    } catch (IOException e) {
      throw Failure.expected(
          "agent-gone", "The agent did not answer; `watchword lock` ends it, then try again.");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the connection is over either way
      return;
    }
  }
}
