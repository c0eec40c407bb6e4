package dev.watchword.adapters.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Makes keys of the bytes that a terminal sends: UTF-8, the control sequences of ECMA-48 that
/// xterm and its kin use for keys, bracketed paste, and the answer to a question about the
/// clipboard (OSC 52). One thread.
final class KeyDecoder {

  /// Where the bytes come from.
  interface Bytes {
    /// Nothing more: the stream has ended.
    int END = -1;

    /// Nothing within the time.
    int NONE = -2;

    /// @param millis how long to wait at the most
    int next(long millis) throws InterruptedException;
  }

  private static final int ESC = 0x1b;
  private static final long WITHIN_A_SEQUENCE_MILLIS = 60;
  private static final long WITHIN_A_PASTE_MILLIS = 1000;
  private static final int LONGEST = 64 * 1024;

  private final Bytes bytes;

  KeyDecoder(Bytes bytes) {
    this.bytes = bytes;
  }

  /// The key that a byte begins.
  Key key(int first) throws InterruptedException {
    return switch (first) {
      case Bytes.END -> Key.of(Key.Kind.GONE);
      case ESC -> escape();
      case '\r', '\n' -> Key.of(Key.Kind.ENTER);
      case 0x7f, 0x08 -> Key.of(Key.Kind.BACKSPACE);
      case 0x04 -> Key.of(Key.Kind.ESCAPE);
      case 0x01 -> Key.of(Key.Kind.HOME);
      case 0x05 -> Key.of(Key.Kind.END);
      case 0x15 -> Key.of(Key.Kind.CLEAR);
      case 0x0c -> Key.of(Key.Kind.REDRAW);
      case 0x0e -> Key.of(Key.Kind.DOWN);
      case 0x10 -> Key.of(Key.Kind.UP);
      default -> first < ' ' ? Key.of(Key.Kind.OTHER) : typed(first);
    };
  }

  private Key typed(int first) throws InterruptedException {
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    byte[] character = new byte[more + 1];
    character[0] = (byte) first;
    for (int i = 1; i <= more; i++) {
      character[i] = (byte) bytes.next(WITHIN_A_SEQUENCE_MILLIS);
    }
    return Key.typed(new String(character, StandardCharsets.UTF_8));
  }

  private Key escape() throws InterruptedException {
    int second = bytes.next(WITHIN_A_SEQUENCE_MILLIS);
    return switch (second) {
      case Bytes.NONE, Bytes.END -> Key.of(Key.Kind.ESCAPE);
      case '[' -> control();
      case 'O' -> named(bytes.next(WITHIN_A_SEQUENCE_MILLIS), "");
      case ']' -> clipboard();
      default -> Key.of(Key.Kind.OTHER);
    };
  }

  private Key control() throws InterruptedException {
    StringBuilder parameters = new StringBuilder();
    int next;
    while ((next = bytes.next(WITHIN_A_SEQUENCE_MILLIS)) >= ' ' && next < '@') {
      parameters.append((char) next);
    }
    String given = parameters.toString();
    return next == '~' && given.equals("200") ? pasted() : named(next, given);
  }

  private static Key named(int last, String parameters) {
    return Key.of(
        switch (last) {
          case 'A' -> Key.Kind.UP;
          case 'B' -> Key.Kind.DOWN;
          case 'C' -> Key.Kind.RIGHT;
          case 'D' -> Key.Kind.LEFT;
          case 'H' -> Key.Kind.HOME;
          case 'F' -> Key.Kind.END;
          case 'M' -> Key.Kind.ENTER;
          case '~' ->
              switch (parameters) {
                case "1", "7" -> Key.Kind.HOME;
                case "4", "8" -> Key.Kind.END;
                case "3" -> Key.Kind.DELETE;
                case "5" -> Key.Kind.PAGE_UP;
                case "6" -> Key.Kind.PAGE_DOWN;
                default -> Key.Kind.OTHER;
              };
          default -> Key.Kind.OTHER;
        });
  }

  private Key pasted() throws InterruptedException {
    ByteArrayOutputStream pasted = new ByteArrayOutputStream();
    String end = "\u001b[201~";
    int matched = 0;
    int next;
    while (matched < end.length() && (next = bytes.next(WITHIN_A_PASTE_MILLIS)) >= 0) {
      if (pasted.size() < LONGEST) {
        pasted.write(next);
      }
      matched = next == end.charAt(matched) ? matched + 1 : next == ESC ? 1 : 0;
    }
    String text = pasted.toString(StandardCharsets.UTF_8);
    return new Key(
        Key.Kind.PASTE,
        matched == end.length() && text.endsWith(end)
            ? text.substring(0, text.length() - end.length())
            : text);
  }

  /// `ESC ] 52 ; c ; BASE64` up to BEL or `ESC \`.
  private Key clipboard() throws InterruptedException {
    StringBuilder answer = new StringBuilder();
    int next;
    while ((next = bytes.next(WITHIN_A_SEQUENCE_MILLIS)) >= ' ' && answer.length() < LONGEST) {
      answer.append((char) next);
    }
    if (next == ESC) {
      bytes.next(WITHIN_A_SEQUENCE_MILLIS);
    }
    int at = answer.lastIndexOf(";");
    if (!answer.toString().startsWith("52;") || at < 0) {
      return Key.of(Key.Kind.OTHER);
    }
    try {
      byte[] held = Base64.getDecoder().decode(answer.substring(at + 1));
      return new Key(Key.Kind.CLIPBOARD, new String(held, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Key.of(Key.Kind.OTHER);
    }
  }
}
