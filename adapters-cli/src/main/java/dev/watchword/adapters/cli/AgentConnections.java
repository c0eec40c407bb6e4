package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The connections of an agent: how many there are, and which have taken too long. Thread-safe.
final class AgentConnections implements AutoCloseable {

  private static final int MOST = 256;
  private static final long SILENCE_NANOS = 5_000_000_000L;
  private static final long ANSWER_NANOS = 60_000_000_000L;

  /// When each has to be done with what it does; the longest-standing first.
  private final Map<SocketChannel, Long> deadlines = new LinkedHashMap<>();

  private boolean closed;

  /// Takes a connection in; where there are too many, the longest-standing one goes.
  ///
  /// @return false, with the connection closed, when the agent has ended
  synchronized boolean add(SocketChannel peer) {
    if (closed) {
      close(peer);
      return false;
    }
    if (deadlines.size() >= MOST) {
      Iterator<SocketChannel> oldest = deadlines.keySet().iterator();
      close(oldest.next());
      oldest.remove();
    }
    deadlines.put(peer, System.nanoTime() + SILENCE_NANOS);
    return true;
  }

  synchronized void remove(SocketChannel peer) {
    deadlines.remove(peer);
  }

  /// The peer is being sent an answer, which may be long.
  synchronized void busy(SocketChannel peer) {
    deadlines.replace(peer, System.nanoTime() + ANSWER_NANOS);
  }

  /// The peer may ask again.
  synchronized void idle(SocketChannel peer) {
    deadlines.replace(peer, System.nanoTime() + SILENCE_NANOS);
  }

  /// Closes those whose time is over.
  void closeLate() {
    List<SocketChannel> late = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      deadlines.forEach((peer, deadline) -> {
        if (deadline - now < 0) {
          late.add(peer);
        }
      });
      late.forEach(deadlines::remove);
    }
    late.forEach(AgentConnections::close);
  }

  @Override
  public synchronized void close() {
    closed = true;
    deadlines.keySet().forEach(AgentConnections::close);
    deadlines.clear();
  }

  private static void close(SocketChannel peer) {
    try {
      peer.close();
    } catch (IOException e) {
      // it is of no use any more either way
      return;
    }
  }
}
