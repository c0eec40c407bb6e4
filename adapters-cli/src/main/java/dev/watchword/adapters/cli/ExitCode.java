package dev.watchword.adapters.cli;

/// What the program tells the shell. Scripts rely on the numbers.
enum ExitCode {
  /// It did what was asked.
  DONE(0),
  /// It could not, for a reason that was to be expected: not found, not readable, a wrong
  /// passphrase.
  FAILED(1),
  /// The command line was wrong; nothing was tried.
  USAGE(2),
  /// A bug of ours.
  BUG(3),
  /// Nothing was done: this process has only a part of the program, and the launcher has to start
  /// the whole. No shell ever sees it.
  ELSEWHERE(75);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
