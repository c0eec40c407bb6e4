package dev.watchword.adapters.cli;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The controlling terminal as a screen: its alternate buffer, without echo, with the cursor
/// hidden. Puts everything back at [#close], and where the process is ended by a signal.
///
/// Control sequences are those that every terminal since xterm knows; the terminal's size is asked
/// of `stty` at the start and whenever it says that it changed.
final class TerminalDisplay implements Display {

  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[?2004h\u001b[2J";
  private static final String LEAVE = "\u001b[?2004l\u001b[?7h\u001b[?25h\u001b[0m\u001b[?1049l";

  /// Ctrl-C still interrupts; there is no Ctrl-Z, which would leave the screen as it is.
  private static final String[] RAW = {
    "-icanon", "-echo", "-ixon", "min", "1", "time", "0", "susp", "undef"
  };

  private final boolean colour;
  private final FileOutputStream out;
  private final FileInputStream in;
  private final String before;
  private final LinkedBlockingQueue<Integer> typed = new LinkedBlockingQueue<>();
  private final KeyDecoder decoder = new KeyDecoder(this::next);
  private final AtomicBoolean resized = new AtomicBoolean();
  private final AtomicBoolean restored = new AtomicBoolean();
  private final Thread restoring = new Thread(this::restore);
  private List<String> shown = List.of();
  private int rows;
  private int columns;

  private TerminalDisplay(boolean colour, FileInputStream in, FileOutputStream out, String before) {
    this.colour = colour;
    this.in = in;
    this.out = out;
    this.before = before;
  }

  /// @throws Failure when there is no terminal to draw on
  static TerminalDisplay open(boolean colour) {
    try {
      String before = ControllingTerminal.settings();
      TerminalDisplay display =
          new TerminalDisplay(
              colour, ControllingTerminal.keyboard(), ControllingTerminal.screen(), before);
      display.begin();
      return display;
    } catch (IOException e) {
      throw Failure.expected(
          "no-terminal", "There is no terminal to draw on; `watchword list` prints the entries.");
    }
  }

  private void begin() throws IOException {
    Runtime.getRuntime().addShutdownHook(restoring);
    WindowChanges.tell(() -> resized.set(true));
    measure();
    ControllingTerminal.set(RAW);
    send(ENTER);
    Thread reader = new Thread(this::read, "keys");
    reader.setDaemon(true);
    reader.start();
  }

  private void measure() {
    int[] size = ControllingTerminal.size();
    rows = size[0];
    columns = size[1];
  }

  private void read() {
    try {
      int b;
      while ((b = in.read()) >= 0) {
        typed.add(b);
      }
    } catch (IOException gone) {
      // as its end
      typed.add(KeyDecoder.Bytes.END);
      return;
    }
    typed.add(KeyDecoder.Bytes.END);
  }

  private int next(long millis) throws InterruptedException {
    Integer b = typed.poll(millis, TimeUnit.MILLISECONDS);
    return b == null ? KeyDecoder.Bytes.NONE : b;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public boolean colour() {
    return colour;
  }

  /// Sends the lines that are not as they were.
  @Override
  public void show(List<String> lines) {
    StringBuilder changes = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      String line = row < lines.size() ? lines.get(row) : "";
      if (row >= shown.size() || !shown.get(row).equals(line)) {
        changes.append("\u001b[").append(row + 1).append(";1H").append(line).append("\u001b[0m");
        // at the edge of the screen it would take the last character away
        changes.append(Ink.width(line) < columns ? "\u001b[K" : "");
      }
    }
    shown = new ArrayList<>(lines);
    while (shown.size() < rows) {
      shown.add("");
    }
    if (!changes.isEmpty()) {
      send(changes.toString());
    }
  }

  @Override
  public Optional<Key> key(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (true) {
        if (resized.getAndSet(false)) {
          measure();
          redraw();
          return Optional.empty();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        int b = next(Math.clamp(left, 0, 200));
        if (b != KeyDecoder.Bytes.NONE) {
          Key key = decoder.key(b);
          if (key.kind() == Key.Kind.REDRAW) {
            redraw();
          }
          return Optional.of(key);
        }
        if (left <= 0) {
          return Optional.empty();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(Key.of(Key.Kind.GONE));
    }
  }

  private void redraw() {
    shown = List.of();
    send("\u001b[0m\u001b[2J");
  }

  @Override
  public void send(String sequence) {
    synchronized (out) {
      if (!restored.get()) {
        write(sequence);
      }
    }
  }

  private void write(String sequence) {
    try {
      out.write(sequence.getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      typed.add(KeyDecoder.Bytes.END);
    }
  }

  /// Also while another thread draws, where a signal ends the process: nothing is drawn afterwards.
  private void restore() {
    synchronized (out) {
      if (!restored.getAndSet(true)) {
        write(LEAVE);
        ControllingTerminal.setQuietly(before);
      }
    }
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(restoring);
    } catch (IllegalStateException endingAlready) {
      return;
    }
  }
}
