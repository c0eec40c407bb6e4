package dev.watchword.adapters.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.watchword.adapters.interchange.Fixtures.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every generated file is recognised by its content and gives exactly what its generator put in;
/// every refusal is the right one of the five (IM-02, IM-03, IM-06 to IM-11, IM-15).
class FixtureTest {

  static Stream<Case> cases() {
    return Fixtures.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsWhatTheGeneratorWrote(Case fixture) {
    JsonNode report = Fixtures.report(fixture.files(), fixture.password(), fixture.keyFile());
    if (fixture.error().isPresent()) {
      assertThat(report.get("error").asText())
          .as(report.get("message").asText())
          .isEqualTo(fixture.error().get());
      assertThat(report.get("entries")).isEmpty();
      return;
    }
    assertThat(report.get("error").isNull()).as(report.get("message").asText()).isTrue();
    assertThat(report.get("format").asText()).isEqualTo(fixture.format());
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : report.get("entries")) {
      ObjectNode plain = entry.deepCopy();
      plain.remove(List.of("item", "status"));
      entries.add(plain);
    }
    List<JsonNode> expected = new ArrayList<>();
    fixture.node().get("entries").forEach(expected::add);
    assertThat(entries).containsExactlyElementsOf(expected);
    List<String> failures = new ArrayList<>();
    report
        .get("failures")
        .forEach(f ->
            failures.add(f.get("item").asInt() + " " + f.get("reason").asText().split(":", 2)[0]));
    List<String> expectedFailures = new ArrayList<>();
    fixture
        .node()
        .get("failures")
        .forEach(f -> expectedFailures.add(f.get("item").asInt() + " " + f.get("reason").asText()));
    if (failures.size() == expectedFailures.size()) {
      for (int i = 0; i < failures.size(); i++) {
        assertThat(
                report.get("failures").get(i).get("item").asInt()
                    + " "
                    + report.get("failures").get(i).get("reason").asText())
            .startsWith(expectedFailures.get(i).split(" ", 2)[0] + " ")
            .contains(expectedFailures.get(i).split(" ", 2)[1]);
      }
    } else {
      assertThat(failures).isEqualTo(expectedFailures);
    }
    for (JsonNode warning : fixture.node().get("warnings")) {
      assertThat(report.get("warnings").toString()).contains(warning.asText());
    }
  }
}
