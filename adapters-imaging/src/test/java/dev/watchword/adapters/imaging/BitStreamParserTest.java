package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.QrCode;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BitStreamParserTest {

  /// A stream from bits as text, filled up with zeros.
  private static Optional<SymbolContent> parse(String bits) {
    String clean = bits.replace(" ", "");
    int bytes = (clean.length() + 7) / 8;
    byte[] data = new byte[bytes];
    BigInteger value = new BigInteger("1" + clean + "0".repeat(bytes * 8 - clean.length()), 2);
    System.arraycopy(value.toByteArray(), 1, data, 0, bytes);
    return BitStreamParser.parse(data, 1);
  }

  @Test
  void givesEveryByteAsItStands() {
    SymbolContent content = parse("0100 00000011 11111111 00000000 10000001 0000").orElseThrow();
    assertThat(content.payload()).containsExactly(0xFF, 0x00, 0x81);
  }

  @Test
  void readsTextByItsEci() {
    SymbolContent content = parse("0111 00000111 0100 00000001 11000000 0000").orElseThrow();
    assertThat(content.payload()).containsExactly(0xC0);
    assertThat(content.text())
        .isEqualTo(new String(new byte[] {(byte) 0xC0}, Charset.forName("ISO-8859-5")));
  }

  @Test
  void readsKanjiAsShiftJis() {
    SymbolContent content = parse("1000 00000001 0110111011111 0000").orElseThrow();
    assertThat(content.text()).hasSize(1);
    assertThat(content.payload()).isEqualTo(content.text().getBytes(Charset.forName("Shift_JIS")));
  }

  @Test
  void readsDigitsAndLetters() {
    SymbolContent content =
        parse("0001 0000000100 0001111011 0100 0010 000000001 001010 0000").orElseThrow();
    assertThat(new String(content.payload(), StandardCharsets.US_ASCII)).isEqualTo("1234A");
  }

  @Test
  void namesThePlaceInASequence() {
    SymbolContent content =
        parse("0011 0001 0010 10101010 0100 00000001 01000001 0000").orElseThrow();
    assertThat(content.part()).isEqualTo(new QrCode.Part(1, 3, 0xAA));
  }

  @Test
  void refusesWhatTheStandardDoesNotAllow() {
    assertThat(parse("1111 0000")).as("a mode that does not exist").isEmpty();
    assertThat(parse("0100 00001000 01000001")).as("fewer bytes than announced").isEmpty();
    assertThat(parse("0001 0000000011 1111111111 0000")).as("three digits over 999").isEmpty();
    assertThat(parse("0011 0011 0010 10101010 0000")).as("part four of three").isEmpty();
  }

  @Test
  void knowsPaddingByTheBook() {
    assertThat(
            parse("0100 00000001 01000001 0000 11101100 00010001 11101100")
                .orElseThrow()
                .paddedByTheBook())
        .isTrue();
    assertThat(
            parse("0100 00000001 01000001 0000 11101100 00010001 11101101")
                .orElseThrow()
                .paddedByTheBook())
        .isFalse();
  }
}
