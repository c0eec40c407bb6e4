package dev.watchword.adapters.cli;

import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The terminal that the process was started from, wherever its streams go: prompts work while
/// standard output is a pipe.
///
/// Reads `/dev/tty` and asks `stty` to switch the echo off; where there is no such device, the
/// JDK's console.
final class ControllingTerminal {

  private static final Path DEVICE = Path.of("/dev/tty");
  private static final int MAX_BYTES = 16 * 1024;

  private ControllingTerminal() {}

  static boolean present() {
    if (!Files.exists(DEVICE)) {
      return System.console() != null;
    }
    try (FileInputStream opened = new FileInputStream(DEVICE.toFile())) {
      return opened.available() >= 0;
    } catch (IOException noControllingTerminal) {
      return false;
    }
  }

  /// @return the characters, the caller's to wipe; null at the end of the input
  static char @Nullable [] readLine(String prompt, boolean echo) throws IOException {
    if (!Files.exists(DEVICE)) {
      return byConsole(prompt, echo);
    }
    try (FileInputStream in = new FileInputStream(DEVICE.toFile());
        FileOutputStream out = new FileOutputStream(DEVICE.toFile())) {
      if (echo) {
        out.write(prompt.getBytes(StandardCharsets.UTF_8));
        return line(in);
      }
      String before = stty("-g").strip();
      Thread restore = new Thread(() -> sttyQuietly(before));
      Runtime.getRuntime().addShutdownHook(restore); // Ctrl-C at the prompt
      try {
        stty("-echo");
        out.write(prompt.getBytes(StandardCharsets.UTF_8));
        return line(in);
      } finally {
        out.write('\n');
        sttyQuietly(before);
        Runtime.getRuntime().removeShutdownHook(restore);
      }
    }
  }

  private static char @Nullable [] byConsole(String prompt, boolean echo) throws IOException {
    Console console = System.console();
    if (console == null) {
      throw new IOException("no terminal");
    }
    if (!echo) {
      return console.readPassword("%s", prompt);
    }
    String line = console.readLine("%s", prompt);
    return line == null ? null : line.toCharArray();
  }

  private static char @Nullable [] line(InputStream in) throws IOException {
    byte[] bytes = new byte[MAX_BYTES];
    int length = 0;
    try {
      int b;
      while ((b = in.read()) >= 0 && b != '\n') {
        if (length == bytes.length) {
          throw new IOException("a line that is too long");
        }
        bytes[length++] = (byte) b;
      }
      if (b < 0 && length == 0) {
        return null;
      }
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
      CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, length));
      char[] line = new char[decoded.remaining()];
      decoded.get(line);
      Arrays.fill(decoded.array(), '\0');
      return line;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static int columns() {
    return size()[1];
  }

  /// Rows and columns; 24 and 80 where they can't be told.
  static int[] size() {
    try {
      String[] size = stty("size").strip().split(" ");
      int rows = size.length == 2 ? Integer.parseInt(size[0]) : 0;
      int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return new int[] {rows > 0 ? rows : 24, columns > 0 ? columns : 80};
    } catch (IOException | NumberFormatException unknown) {
      return new int[] {24, 80};
    }
  }

  /// The settings, in the form that [#setQuietly] takes.
  static String settings() throws IOException {
    return stty("-g").strip();
  }

  static void set(String... settings) throws IOException {
    stty(settings);
  }

  static void setQuietly(String settings) {
    sttyQuietly(settings);
  }

  /// Hands the terminal a control sequence that shows nothing.
  ///
  /// @throws Failure when there is no terminal
  static void send(String sequence) {
    try (FileOutputStream out = screen()) {
      out.write(sequence.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw Failure.expected(
          "no-clipboard", "There is no terminal whose clipboard could be used; leave --copy out.");
    }
  }

  static FileInputStream keyboard() throws IOException {
    return new FileInputStream(DEVICE.toFile());
  }

  static FileOutputStream screen() throws IOException {
    return new FileOutputStream(DEVICE.toFile());
  }

  private static void sttyQuietly(String settings) {
    try {
      stty(settings);
    } catch (IOException e) {
      // the terminal is gone; there is nothing left to restore
      return;
    }
  }

  private static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(DEVICE.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("stty failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return answer;
  }
}
