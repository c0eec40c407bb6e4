package dev.watchword.adapters.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Passes bytes to a server and back, and breaks connections when it is told to.
final class FaultyProxy implements AutoCloseable {

  /// What happens to the next request.
  enum Fault {
    NONE,
    /// It never reaches the server.
    LOSE_REQUEST,
    /// The server does it, and the answer never comes.
    LOSE_ANSWER,
    /// Neither this one nor any later: there is no way to the server.
    PARTITION
  }

  private final ServerSocket listening;
  private final int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
  private final AtomicInteger passed = new AtomicInteger();

  FaultyProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /// Arms a fault; it strikes once, but a partition stays until it is taken back by `NONE`.
  void next(Fault fault) {
    next(fault, 0);
  }

  /// @param passing how many requests go by before it strikes
  void next(Fault fault, int passing) {
    passed.set(passing);
    next.set(fault);
    if (fault == Fault.PARTITION) {
      open.forEach(FaultyProxy::quietly);
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        if (next.get() == Fault.PARTITION) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.add(client);
        open.add(server);
        AtomicReference<Boolean> dropAnswer = new AtomicReference<>(false);
        Thread.ofVirtual().start(() -> requests(client, server, dropAnswer));
        Thread.ofVirtual().start(() -> answers(server, client, dropAnswer));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void requests(Socket client, Socket server, AtomicReference<Boolean> dropAnswer) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        boolean strikes = passed.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
        if (strikes && next.compareAndSet(Fault.LOSE_REQUEST, Fault.NONE)) {
          break;
        }
        if (strikes && next.compareAndSet(Fault.LOSE_ANSWER, Fault.NONE)) {
          dropAnswer.set(true);
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException broken) {
      // the other side is told below
    }
    quietly(client);
    quietly(server);
  }

  private void answers(Socket server, Socket client, AtomicReference<Boolean> dropAnswer) {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(buffer); n >= 0 && !dropAnswer.get(); n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException broken) {
      // as above
    }
    quietly(client);
    quietly(server);
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(FaultyProxy::quietly);
  }
}
