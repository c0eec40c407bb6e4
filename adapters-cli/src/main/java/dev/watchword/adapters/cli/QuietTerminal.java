package dev.watchword.adapters.cli;

import java.io.InputStream;
import java.io.OutputStream;

/// A terminal that keeps remarks to itself: standard error stays empty unless the command fails.
final class QuietTerminal implements Terminal {

  private final Terminal terminal;

  QuietTerminal(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public InputStream input() {
    return terminal.input();
  }

  @Override
  public OutputStream output() {
    return terminal.output();
  }

  @Override
  public void print(String text) {
    terminal.print(text);
  }

  @Override
  public void complain(String text) {
    // that is the point
  }

  @Override
  public void flush() {
    terminal.flush();
  }

  @Override
  public boolean inputIsTerminal() {
    return terminal.inputIsTerminal();
  }

  @Override
  public boolean outputIsTerminal() {
    return terminal.outputIsTerminal();
  }

  @Override
  public boolean errorIsTerminal() {
    return false;
  }

  @Override
  public boolean colour() {
    return terminal.colour();
  }

  @Override
  public int columns() {
    return terminal.columns();
  }

  @Override
  public boolean canAsk() {
    return terminal.canAsk();
  }

  @Override
  public char[] askSecret(String prompt) {
    return terminal.askSecret(prompt);
  }

  @Override
  public String ask(String prompt) {
    return terminal.ask(prompt);
  }
}
