package dev.watchword.app.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Good backups and pictures with some bytes changed: read, or refused in a sentence.
final class MutantCases {

  private static final Path BACKUPS =
      Path.of("../adapters-interchange/src/test/resources/fixtures");
  private static final Path PICTURE = Path.of("../docs/samples/chatgpt-mfa.png");

  private MutantCases() {}

  static void add(Cases cases) throws IOException {
    Random random = cases.family("mutant", "import", 12, 400);
    try (Stream<Path> files = Files.walk(BACKUPS)) {
      List<Path> sorted =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("index.json"))
              .sorted()
              .toList();
      for (Path file : sorted) {
        byte[] mutant = mutant(Files.readAllBytes(file), random);
        cases.sealed(
            BACKUPS.relativize(file).toString().replace('/', '-').replace(' ', '-'),
            mutant,
            Case.ANY);
      }
    }
    random = cases.family("mutant-picture", "scan", 12, 300);
    byte[] picture = Files.readAllBytes(PICTURE);
    for (int i = 0; i < 40; i++) {
      cases.add("%02d.png".formatted(i), mutant(picture, random), Case.ANY);
    }
  }

  private static byte[] mutant(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }
}
