package dev.watchword.adapters.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// A terminal that a test types on and reads from.
final class FakeTerminal implements Terminal {

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deque<Function<FakeTerminal, String>> answers = new ArrayDeque<>();
  private final List<String> prompts = new ArrayList<>();
  private InputStream input = InputStream.nullInputStream();
  boolean outputIsTerminal;
  boolean inputIsTerminal;
  boolean errorIsTerminal;
  boolean colour;
  boolean somebodyIsThere;
  int columns = 80;

  FakeTerminal piping(String text) {
    return piping(text.getBytes(StandardCharsets.UTF_8));
  }

  FakeTerminal piping(byte[] given) {
    input = new ByteArrayInputStream(given);
    return this;
  }

  /// Somebody who answers the next prompts so.
  FakeTerminal typing(String... lines) {
    somebodyIsThere = true;
    for (String line : lines) {
      answers.add(terminal -> line);
    }
    return this;
  }

  /// Somebody who looks at the screen before answering.
  FakeTerminal typing(Function<FakeTerminal, String> answer) {
    somebodyIsThere = true;
    answers.add(answer);
    return this;
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  List<String> prompts() {
    return prompts;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return bytes;
  }

  @Override
  public void print(String text) {
    out.append(text);
  }

  @Override
  public void complain(String text) {
    err.append(text);
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public boolean inputIsTerminal() {
    return inputIsTerminal;
  }

  @Override
  public boolean outputIsTerminal() {
    return outputIsTerminal;
  }

  @Override
  public boolean errorIsTerminal() {
    return errorIsTerminal;
  }

  @Override
  public boolean colour() {
    return colour;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public boolean canAsk() {
    return somebodyIsThere;
  }

  @Override
  public char[] askSecret(String prompt) {
    return ask(prompt).toCharArray();
  }

  @Override
  public String ask(String prompt) {
    prompts.add(prompt);
    if (answers.isEmpty()) {
      throw Failure.expected("no-answer", "The input ended before an answer came.");
    }
    return answers.remove().apply(this);
  }
}
