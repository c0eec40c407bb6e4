package dev.watchword.adapters.cli;

import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.VaultKeyChangedException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/// The agent's side of the socket: answers requests of the same user until it is locked.
///
/// Each connection has a thread of its own and a few seconds for each request, so that peers who
/// say nothing, or nonsense, cost little and hold nobody up (SECURITY UN-10). Thread-safe.
final class AgentServer implements AutoCloseable {

  private static final long TICK_MILLIS = 250;

  private final OpenVault vault;
  private final RequestExecutor executor;
  private final LockTimer timer;
  private final Path vaultFile;
  private final Path socket;
  private final ServerSocketChannel server;
  private final UserPrincipal owner;
  private final AgentConnections connections = new AgentConnections();
  private final AgentLog log;
  private final CountDownLatch locked = new CountDownLatch(1);

  private AgentServer(
      OpenVault vault,
      InstantSource clock,
      LockTimer timer,
      Path vaultFile,
      Path socket,
      ServerSocketChannel server,
      UserPrincipal owner,
      AgentLog log) {
    this.vault = vault;
    this.executor = new RequestExecutor(vault, clock);
    this.timer = timer;
    this.vaultFile = vaultFile;
    this.socket = socket;
    this.server = server;
    this.owner = owner;
    this.log = log;
  }

  /// Begins to listen. The caller holds the folder's lock, so a socket that is there is stale
  /// (SECURITY UN-09).
  ///
  /// @param vault now the server's to close
  static AgentServer start(
      OpenVault vault, InstantSource clock, LockTimer timer, AgentFolder folder, Path vaultFile)
      throws IOException {
    Path socket = folder.socket(vaultFile);
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(socket), 128);
    // between the two lines the folder's mode keeps others out
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    AgentServer server =
        new AgentServer(
            vault,
            clock,
            timer,
            vaultFile,
            socket,
            channel,
            Owner.self(),
            new AgentLog(folder.path().resolve("agent.log"), clock));
    Thread.ofPlatform().daemon().name("accept").start(server::accept);
    return server;
  }

  Reply.Status status() {
    return new Reply.Status(
        timer.since(), timer.idleUntil(), timer.until(), vault.entries().size());
  }

  /// Returns when the agent has to end: told to, or its time is up.
  void awaitLock() throws InterruptedException {
    while (!locked.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
      connections.closeLate();
      if (timer.expired()) {
        lock();
      }
    }
  }

  private void lock() {
    locked.countDown();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel peer = server.accept();
        if (connections.add(peer)) {
          Thread.ofVirtual().start(() -> converse(peer));
        }
      } catch (IOException closed) {
        lock();
        return;
      }
    }
  }

  private void converse(SocketChannel peer) {
    try (peer) {
      if (!sameUser(peer)) {
        return;
      }
      InputStream in = Channels.newInputStream(peer);
      OutputStream out = Channels.newOutputStream(peer);
      while (true) {
        Request request = request(Frames.single(in));
        Reply reply = answer(request);
        connections.busy(peer);
        Frames.Output frames = new Frames.Output(out);
        DataOutputStream writer = new DataOutputStream(new BufferedOutputStream(frames, 8192));
        reply.writeTo(writer);
        writer.flush();
        frames.end();
        if (request instanceof Request.Lock) {
          lock();
          return;
        }
        connections.idle(peer);
      }
    } catch (IOException | IllegalArgumentException overOrNonsense) {
      // the peer has gone, or does not speak the language; closing is all the answer it gets
      return;
    } finally {
      connections.remove(peer);
    }
  }

  private boolean sameUser(SocketChannel peer) throws IOException {
    UserPrincipal user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (user.equals(owner)) {
      return true;
    }
    log.event("refused a connection of user " + user.getName());
    return false;
  }

  private Request request(byte[] message) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(message));
    if (!in.readUTF().equals(vaultFile.toString())) {
      throw new InvalidObjectException("a request for another vault");
    }
    Request request = Request.readFrom(in);
    if (in.read() >= 0) {
      throw new InvalidObjectException("bytes left over");
    }
    return request;
  }

  private Reply answer(Request request) {
    if (timer.expired()) {
      lock();
      return new Reply.Refused(
          "locked", "The vault was locked, its time was up; `watchword unlock` opens it again.");
    }
    try {
      if (request instanceof Request.Status) {
        return status();
      }
      if (!(request instanceof Request.LiveCodes)) {
        timer.touch();
      }
      return executor.execute(request);
    } catch (VaultKeyChangedException e) {
      lock();
      return refused(e);
    } catch (RuntimeException e) {
      return refused(e);
    }
  }

  private static Reply refused(RuntimeException e) {
    Failure failure = Failures.of(e);
    return new Reply.Refused(failure.code(), failure.sentence());
  }

  /// Wipes the key and takes the socket away.
  @Override
  public void close() {
    lock();
    vault.close();
    connections.close();
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // a socket that nobody listens at is taken for stale
      return;
    }
  }
}
