package dev.watchword.adapters.cli;

import java.io.InputStream;
import java.io.OutputStream;

/// Where a command reads and writes. One thread at a time.
interface Terminal {

  /// Standard input, as bytes.
  InputStream input();

  /// Standard output, as bytes; nothing else may be printed then.
  OutputStream output();

  /// Writes to standard output.
  void print(String text);

  /// Writes to standard error, after what standard output has got so far.
  void complain(String text);

  /// Hands everything on that was written.
  void flush();

  boolean inputIsTerminal();

  boolean outputIsTerminal();

  /// Whether what is complained is read by somebody as it comes.
  boolean errorIsTerminal();

  /// Whether colour may be used on standard output: a terminal, and NO_COLOR is not set.
  boolean colour();

  /// The width of the screen in columns; 80 where it can't be told.
  int columns();

  /// Whether somebody is there to be asked.
  boolean canAsk();

  /// Asks for a line without showing what is typed.
  ///
  /// @return the characters, the caller's to wipe
  /// @throws Failure when nobody is there to be asked, or the input ended
  char[] askSecret(String prompt);

  /// Asks for a line.
  ///
  /// @throws Failure when nobody is there to be asked, or the input ended
  String ask(String prompt);

  /// Prints one line.
  default void line(String text) {
    print(text);
    print("\n");
  }

  /// Complains in one line.
  default void complainLine(String text) {
    complain(text);
    complain("\n");
  }
}
