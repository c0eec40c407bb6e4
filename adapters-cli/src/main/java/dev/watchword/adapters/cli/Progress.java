package dev.watchword.adapters.cli;

/// How far long work has come: one line on a terminal's standard error that redraws itself and is
/// gone when the work is done; nothing at all on a pipe, and for work that is over at once. One
/// thread.
final class Progress implements AutoCloseable {

  private static final long FIRST_NANOS = 300_000_000L;
  private static final long EVERY_NANOS = 100_000_000L;
  private static final int CELLS = 20;

  private final Terminal terminal;
  private final String work;
  private final boolean live;
  private long next;
  private boolean shown;

  /// @param work what is done, such as `scanning`
  Progress(Terminal terminal, String work) {
    this(terminal, work, FIRST_NANOS);
  }

  Progress(Terminal terminal, String work, long firstNanos) {
    this.terminal = terminal;
    this.work = work;
    this.live = terminal.errorIsTerminal();
    this.next = System.nanoTime() + firstNanos;
  }

  /// @param done how many of `all` are behind
  void step(int done, int all) {
    if (due()) {
      int full = all == 0 ? 0 : (int) ((long) done * CELLS / all);
      draw("━".repeat(full) + "─".repeat(CELLS - full) + "  " + done + " of " + all);
    }
  }

  /// A part of the work whose end can't be told.
  void phase(String what) {
    if (live) {
      draw(what + " …");
    }
  }

  private boolean due() {
    return live && System.nanoTime() - next >= 0;
  }

  private void draw(String what) {
    String line = work + "  " + what;
    terminal.complain(
        "\r\u001b[K"
            + Columns.fit(line, Math.min(line.length() + 1, terminal.columns() - 1)).strip());
    shown = true;
    next = System.nanoTime() + EVERY_NANOS;
  }

  /// Takes the line away, so that something else may be said.
  @Override
  public void close() {
    if (shown) {
      terminal.complain("\r\u001b[K");
      shown = false;
    }
  }
}
