package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadEscapesTest {

  @Test
  void escapesBackslashControlsAndBytesThatAreNotUtf8() {
    byte[] bytes = {'a', '\\', '\n', '\t', '\r', 0, (byte) 0xff, (byte) 0xc3, (byte) 0xa9, 0x7f};

    assertThat(PayloadEscapes.escape(bytes)).isEqualTo("a\\\\\\n\\t\\x0D\\x00\\xFFé\\x7F");
  }

  @Test
  void escapesABrokenSequenceByteByByte() {
    byte[] bytes = {(byte) 0xe2, (byte) 0x82, 'x', (byte) 0xed, (byte) 0xa0, (byte) 0x80};

    assertThat(PayloadEscapes.escape(bytes)).isEqualTo("\\xE2\\x82x\\xED\\xA0\\x80");
  }

  @Test
  void anyBytesCanBeHadBack() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);

      String line = PayloadEscapes.escape(bytes);

      assertThat(unescape(line)).isEqualTo(bytes);
      assertThat(line.chars()).noneMatch(c -> c < ' ' || c >= 0x7f && c < 0xa0);
    }
  }

  private static byte[] unescape(String line) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        int end = Character.isHighSurrogate(c) ? i + 2 : i + 1;
        bytes.writeBytes(line.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end - 1;
        continue;
      }
      char kind = line.charAt(++i);
      switch (kind) {
        case 'n' -> bytes.write('\n');
        case 't' -> bytes.write('\t');
        case '\\' -> bytes.write('\\');
        default -> {
          bytes.write(Integer.parseInt(line.substring(i + 1, i + 3), 16));
          i += 2;
        }
      }
    }
    return bytes.toByteArray();
  }
}
