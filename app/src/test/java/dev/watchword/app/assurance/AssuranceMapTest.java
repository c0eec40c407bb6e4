package dev.watchword.app.assurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// AS-06
class AssuranceMapTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void thePageIsTheOneThatTheListAndTheTestsGive() throws IOException {
    assertThat(Files.readString(ROOT.resolve(AssuranceMap.PAGE)))
        .as("run docs/assurance/generate")
        .isEqualTo(new AssuranceMap(ROOT).page());
  }

  @Test
  void noRowClaimsWhatNoTestShowsNorNamesATestThatDoesNotExist() throws IOException {
    assertThat(new AssuranceMap(ROOT).faults()).isEmpty();
  }

  @Test
  void noIdIsMissing() throws IOException {
    List<String> ids =
        Requirement.read(ROOT.resolve(AssuranceMap.LIST)).stream().map(Requirement::id).toList();

    assertThat(ids).containsExactlyElementsOf(allIds());
  }

  private static List<String> allIds() {
    return List.of(
            "CR 18", "UN 10", "OV 16", "TH 10", "RC 10", "EN 13", "SE 18", "TK 7", "AZ 12", "AU 8",
            "UP 10", "IM 17", "LO 9", "FI 10", "BK 7", "MN 10", "AS 6")
        .stream()
        .flatMap(family ->
            IntStream.rangeClosed(1, Integer.parseInt(family.substring(3)))
                .mapToObj("%s-%%02d".formatted(family.substring(0, 2))::formatted))
        .toList();
  }

  @Test
  void anIdCountsForTheMethodItStandsInOrAboveElseForTheClass(@TempDir Path root)
      throws IOException {
    Path tests = Files.createDirectories(root.resolve("one/src/test/java"));
    Files.writeString(
        tests.resolve("SampleTest.java"),
        """
        // ZZ-01
        class SampleTest {
          // ZZ-02..ZZ-03
          @Test
          void first() {
            check(); // ZZ-04
          }

          @Test
          void second() {} // ZZ-05
        }
        """);

    TestSources sources = TestSources.scan(root);

    assertThat(sources.naming("ZZ-01")).containsExactly("SampleTest");
    assertThat(sources.naming("ZZ-02")).containsExactly("SampleTest.first");
    assertThat(sources.naming("ZZ-03")).containsExactly("SampleTest.first");
    assertThat(sources.naming("ZZ-04")).containsExactly("SampleTest.first");
    assertThat(sources.naming("ZZ-05")).containsExactly("SampleTest.second");
    assertThat(sources.has("SampleTest.second")).isTrue();
    assertThat(sources.has("SampleTest.third")).isFalse();
  }

  @Test
  void aRowThatIsNotShownSaysWhatIsMissing() {
    assertThatThrownBy(
            () -> new Requirement("ZZ-01", "words", Requirement.State.NOT, "", List.of()))
        .hasMessageContaining("what is missing");
  }
}
