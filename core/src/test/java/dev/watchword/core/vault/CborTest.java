package dev.watchword.core.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {

  /// RFC 8949 Appendix A
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "23, 17",
    "24, 1818",
    "255, 18ff",
    "256, 190100",
    "1000000, 1a000f4240",
    "1000000000000, 1b000000e8d4a51000",
    "9223372036854775807, 1b7fffffffffffffff"
  })
  void writesNumbersInTheShortestFormAndReadsThemBack(long value, String hex) {
    byte[] written = new CborWriter().unsigned(value).toByteArray();

    assertThat(HexFormat.of().formatHex(written)).isEqualTo(hex);
    assertThat(new CborReader(written).unsigned()).isEqualTo(value);
  }

  @Test
  void readsBackWhatItWrote() {
    byte[] written =
        new CborWriter()
            .array(4)
            .text("ü")
            .bytes(new byte[] {1})
            .bool(true)
            .nothing()
            .toByteArray();

    CborReader in = new CborReader(written);
    assertThat(in.array()).isEqualTo(4);
    assertThat(in.text()).isEqualTo("ü");
    assertThat(in.bytes()).containsExactly(1);
    assertThat(in.nothing()).isFalse();
    assertThat(in.bool()).isTrue();
    assertThat(in.nothing()).isTrue();
    in.end();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "18", "1c", "1f", "ff", "40", "1bffffffffffffffff"})
  void refusesWhatIsNoNumber(String hex) {
    assertThatThrownBy(() -> new CborReader(HexFormat.of().parseHex(hex)).unsigned())
        .isInstanceOf(CborReader.MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5affffffff", "5bffffffffffffffff", "9affffffff", "63e28228"})
  void refusesLengthsPastTheEndBeforeItTakesMemory(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(
            () -> {
              CborReader in = new CborReader(bytes);
              switch (bytes[0] >> 5 & 7) {
                case 2 -> in.bytes();
                case 3 -> in.text();
                default -> in.array();
              }
            })
        .isInstanceOf(CborReader.MalformedException.class);
  }

  @Test
  void arbitraryBytesGiveAnEntryOrARefusalOfItsOwnKind() {
    Random seeded = new Random(1);
    byte[] good =
        EntryCodec.summary(
            new Entry(
                new EntryId(new java.util.UUID(0, 1)),
                new dev.watchword.core.keyuri.Label("A", "b"),
                dev.watchword.core.otp.TotpParameters.STANDARD,
                java.util.List.of("t"),
                "note",
                true,
                java.time.Instant.EPOCH,
                java.util.Optional.empty()));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int flips = 1 + seeded.nextInt(3); flips > 0; flips--) {
        bytes[seeded.nextInt(bytes.length)] = (byte) seeded.nextInt(256);
      }
      try {
        assertThat(EntryCodec.summary(new EntryId(new java.util.UUID(0, 1)), bytes)).isNotNull();
      } catch (CborReader.MalformedException refused) {
        assertThat(refused).hasMessageNotContaining("note");
      }
    }
  }
}
