package dev.watchword.adapters.imaging;

import com.google.zxing.FormatException;
import com.google.zxing.common.CharacterSetECI;
import com.google.zxing.common.StringUtils;
import dev.watchword.core.capture.QrCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the segments of a symbol's bit stream (ISO/IEC 18004 §7.4) to exact payload bytes.
///
/// Of our own since a payload must come byte for byte, whatever its character set, and since
/// anything that the standard does not allow is a reason to give no payload at all. Not
/// thread-safe.
final class BitStreamParser {

  private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  private final byte[] data;
  private final int version;
  private int position;
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private final StringBuilder text = new StringBuilder();
  private @Nullable Charset eci;
  private QrCode.@Nullable Part part;

  private BitStreamParser(byte[] data, int version) {
    this.data = data;
    this.version = version;
  }

  /// @param data the corrected data codewords
  /// @return empty when the bits are no stream that the standard allows
  static Optional<SymbolContent> parse(byte[] data, int version) {
    BitStreamParser parser = new BitStreamParser(data, version);
    try {
      return parser.segments() ? Optional.of(parser.content()) : Optional.empty();
    } catch (FormatException unknownEci) {
      return Optional.empty();
    }
  }

  private SymbolContent content() {
    return new SymbolContent(payload.toByteArray(), text.toString(), part, paddedByTheBook());
  }

  private int available() {
    return data.length * 8 - position;
  }

  private int take(int bits) {
    int value = 0;
    for (int i = 0; i < bits; i++, position++) {
      value = value << 1 | data[position >> 3] >> (7 - (position & 7)) & 1;
    }
    return value;
  }

  private boolean segments() throws FormatException {
    while (available() >= 4) {
      int mode = take(4);
      boolean good =
          switch (mode) {
            case 0 -> true;
            case 1 -> numeric();
            case 2 -> alphanumeric();
            case 3 -> structuredAppend();
            case 4 -> bytes();
            case 5 -> true; // FNC1, first position: a promise about the text, no text itself
            case 7 -> extendedChannel();
            case 8 -> kanji();
            case 9 -> available() >= 8 && take(8) >= 0; // FNC1, second position
            default -> false;
          };
      if (!good) {
        return false;
      }
      if (mode == 0) {
        return true;
      }
    }
    return true;
  }

  private int countBits(int small, int medium, int large) {
    return version <= 9 ? small : version <= 26 ? medium : large;
  }

  /// The number of characters of a segment, or -1 when the stream ends first.
  private int count(int small, int medium, int large) {
    int bits = countBits(small, medium, large);
    return available() < bits ? -1 : take(bits);
  }

  private boolean numeric() {
    int count = count(10, 12, 14);
    while (count > 0) {
      int digits = Math.min(3, count);
      int bits = digits == 3 ? 10 : digits == 2 ? 7 : 4;
      if (available() < bits) {
        return false;
      }
      int value = take(bits);
      if (value >= (digits == 3 ? 1000 : digits == 2 ? 100 : 10)) {
        return false;
      }
      for (int divisor = digits == 3 ? 100 : digits == 2 ? 10 : 1; divisor > 0; divisor /= 10) {
        ascii((char) ('0' + value / divisor % 10));
      }
      count -= digits;
    }
    return count == 0;
  }

  private boolean alphanumeric() {
    int count = count(9, 11, 13);
    while (count > 0) {
      int bits = count > 1 ? 11 : 6;
      if (available() < bits) {
        return false;
      }
      int value = take(bits);
      if (value >= (count > 1 ? 45 * 45 : 45)) {
        return false;
      }
      if (count > 1) {
        ascii(ALPHANUMERIC.charAt(value / 45));
      }
      ascii(ALPHANUMERIC.charAt(value % 45));
      count -= 2;
    }
    return count >= -1;
  }

  private void ascii(char character) {
    payload.write(character);
    text.append(character);
  }

  private boolean bytes() {
    int count = count(8, 16, 16);
    if (count < 0 || available() < 8L * count) {
      return false;
    }
    byte[] segment = new byte[count];
    for (int i = 0; i < count; i++) {
      segment[i] = (byte) take(8);
    }
    payload.writeBytes(segment);
    Charset charset = eci != null ? eci : StringUtils.guessCharset(segment, Map.of());
    text.append(new String(segment, charset));
    return true;
  }

  /// Thirteen bits a character of Shift JIS (§7.4.6).
  private boolean kanji() {
    int count = count(8, 10, 12);
    if (count < 0 || available() < 13L * count) {
      return false;
    }
    byte[] segment = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      int value = take(13);
      int pair = value / 0xC0 << 8 | value % 0xC0;
      pair += pair < 0x1F00 ? 0x8140 : 0xC140;
      segment[2 * i] = (byte) (pair >> 8);
      segment[2 * i + 1] = (byte) pair;
    }
    payload.writeBytes(segment);
    text.append(new String(segment, Charset.forName("Shift_JIS")));
    return true;
  }

  private boolean structuredAppend() {
    if (available() < 16 || part != null || payload.size() > 0) {
      return false;
    }
    int index = take(4);
    int total = take(4) + 1;
    int parity = take(8);
    part = new QrCode.Part(index, total, parity);
    return index < total;
  }

  /// An ECI designator of one, two or three bytes (§7.4.2.2).
  private boolean extendedChannel() throws FormatException {
    if (available() < 8) {
      return false;
    }
    int value = take(8);
    if ((value & 0xC0) == 0x80) {
      if (available() < 8) {
        return false;
      }
      value = (value & 0x3F) << 8 | take(8);
    } else if ((value & 0xE0) == 0xC0) {
      if (available() < 16) {
        return false;
      }
      value = (value & 0x1F) << 16 | take(16);
    } else if ((value & 0x80) != 0) {
      return false;
    }
    CharacterSetECI known = value < 900 ? CharacterSetECI.getCharacterSetECIByValue(value) : null;
    eci = known == null ? StandardCharsets.ISO_8859_1 : known.getCharset();
    return true;
  }

  /// Whether what follows the message is as the standard pads it (§7.4.10). A byte of zeros before
  /// it is allowed: some writers fill up to the next byte where there is nothing to fill.
  private boolean paddedByTheBook() {
    int next = (position + 7) / 8;
    while (position < next * 8) {
      if (take(1) != 0) {
        return false;
      }
    }
    return paddedFrom(next) || (next < data.length && data[next] == 0 && paddedFrom(next + 1));
  }

  private boolean paddedFrom(int first) {
    for (int i = first; i < data.length; i++) {
      if ((data[i] & 0xFF) != ((i - first) % 2 == 0 ? 0xEC : 0x11)) {
        return false;
      }
    }
    return true;
  }
}
