package dev.watchword.adapters.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The process's own terminal and streams, in UTF-8.
final class SystemTerminal implements Terminal {

  private static final int BUFFER = 8192;

  private final Map<String, String> environment;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private final StringBuilder pending = new StringBuilder();

  SystemTerminal(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public InputStream input() {
    return new FileInputStream(FileDescriptor.in);
  }

  @Override
  public OutputStream output() {
    return out;
  }

  @Override
  public void print(String text) {
    pending.append(text);
    if (pending.length() > BUFFER) {
      flush();
    }
  }

  @Override
  public void complain(String text) {
    flush();
    write(err, text);
  }

  @Override
  public void flush() {
    if (!pending.isEmpty()) {
      write(out, pending.toString());
      pending.setLength(0);
    }
  }

  private static void write(OutputStream stream, String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException readerHasGone) {
      // `watchword list | head`: nobody is left to tell
      return;
    }
  }

  @Override
  public boolean inputIsTerminal() {
    return isTerminal(0);
  }

  @Override
  public boolean outputIsTerminal() {
    return isTerminal(1);
  }

  @Override
  public boolean errorIsTerminal() {
    return isTerminal(2);
  }

  /// The launcher tells which of the three streams are a terminal; without it, Linux does.
  private static boolean isTerminal(int stream) {
    String told = System.getProperty("watchword.tty");
    if (told != null) {
      return told.indexOf('0' + stream) >= 0;
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException notLinux) {
      return System.console() != null;
    }
  }

  @Override
  public boolean colour() {
    return outputIsTerminal()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  @Override
  public int columns() {
    String told = environment.get("COLUMNS");
    if (told != null && told.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(told);
    }
    return outputIsTerminal() ? ControllingTerminal.columns() : 80;
  }

  @Override
  public boolean canAsk() {
    return ControllingTerminal.present();
  }

  @Override
  public char[] askSecret(String prompt) {
    return answered(readLine(prompt, false));
  }

  @Override
  public String ask(String prompt) {
    return new String(answered(readLine(prompt, true)));
  }

  private char @Nullable [] readLine(String prompt, boolean echo) {
    flush();
    try {
      return ControllingTerminal.readLine(prompt, echo);
    } catch (IOException e) {
      throw Failure.expected(
          "no-terminal",
          "There is no terminal to ask on; give the passphrase by --passphrase-file.");
    }
  }

  private static char[] answered(char @Nullable [] line) {
    if (line == null) {
      throw Failure.expected("no-answer", "The input ended before an answer came.");
    }
    return line;
  }
}
