package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.adapters.interchange.Fixtures.Case;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.PasswordSource;
import dev.watchword.core.interchange.ReadContext;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fixture that needs no password, changed at random places: recognising never throws, and
/// reading throws nothing but its own refusal (AS-01 in small).
class MutantTest {

  private static final int MUTANTS = 60;

  static Stream<Case> cases() {
    return Fixtures.cases().filter(c -> c.password().isEmpty() && c.content().length < 50_000);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMutantIsReadOrRefused(Case fixture) {
    byte[] original = fixture.content();
    Random random = new Random(fixture.name().hashCode());
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutated(original, random);
      try (BackupFile file = new BackupFile("mutant", mutant)) {
        for (BackupFormat format : Fixtures.FORMATS) {
          format.recognise(file);
        }
        for (BackupFormat format : Fixtures.FORMATS) {
          if (format.id().equals(fixture.format())) {
            format.read(file, new ReadContext(PasswordSource.NONE)).close();
          }
        }
      } catch (BackupFileException refusal) {
        assertThat(refusal.error().sentence()).isNotBlank();
      }
    }
  }

  private static byte[] mutated(byte[] original, Random random) {
    int length = original.length;
    if (length > 2 && random.nextInt(4) == 0) {
      length = random.nextInt(length);
    }
    byte[] mutant = Arrays.copyOf(original, length);
    for (int i = random.nextInt(4); i >= 0 && length > 0; i--) {
      int at = random.nextInt(length);
      mutant[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) 0xff;
            case 2 -> (byte) 0;
            default -> (byte) (mutant[at] ^ 1 << random.nextInt(8));
          };
    }
    return mutant;
  }
}
