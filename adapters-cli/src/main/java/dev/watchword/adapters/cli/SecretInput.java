package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Secrets that a person types or a program pipes in, a line each.
final class SecretInput {

  private static final int MAX_LINE = 8 * 1024;

  private final Terminal terminal;
  private final boolean piped;

  /// @param piped whether standard input has them; else they are asked for
  SecretInput(Terminal terminal, boolean piped) {
    this.terminal = terminal;
    this.piped = piped;
  }

  /// The next one, the caller's to wipe.
  ///
  /// @throws Failure when there is none
  char[] next(String prompt) {
    if (!piped) {
      return terminal.askSecret(prompt);
    }
    byte[] line = new byte[MAX_LINE];
    int length = 0;
    try {
      InputStream in = terminal.input();
      int b;
      while ((b = in.read()) >= 0 && b != '\n') {
        if (length == line.length) {
          throw Failure.expected("too-long", "A line of standard input is too long.");
        }
        line[length++] = (byte) b;
      }
      if (b < 0 && length == 0) {
        throw Failure.expected("no-input", "Standard input ended before the secret came.");
      }
      CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length));
      int characters = text.remaining();
      if (characters > 0 && text.get(characters - 1) == '\r') {
        characters--;
      }
      char[] secret = new char[characters];
      text.get(secret);
      Arrays.fill(text.array(), '\0');
      return secret;
    } catch (IOException e) {
      throw Failure.expected("no-input", "Standard input can't be read.");
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }
}
