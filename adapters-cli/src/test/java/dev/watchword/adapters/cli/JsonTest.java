package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void writesMembersInOrderWithCommasBetween() {
    String document =
        new Json()
            .object()
            .put("a", "x")
            .put("b", 1)
            .put("c", true)
            .put("d", Optional.empty())
            .put("e", List.of("p", "q"))
            .name("f")
            .array()
            .object()
            .endObject()
            .object()
            .put("g", 2)
            .endObject()
            .endArray()
            .endObject()
            .toString();

    assertThat(document)
        .isEqualTo(
            "{\"a\":\"x\",\"b\":1,\"c\":true,\"d\":null,\"e\":[\"p\",\"q\"],\"f\":[{},{\"g\":2}]}");
  }

  @Test
  void escapesQuotesControlsAndWhatDeceives() {
    String nasty = "\"\\\n\t\u001b\u009b‮󠁁\ud800é";

    // LO-05: nothing raw that a terminal or an eye would take for something else
    assertThat(new Json().text(nasty).toString())
        .isEqualTo("\"\\\"\\\\\\n\\t\\u001b\\u009b\\u202e\\udb40\\udc41\\ud800é\"");
  }
}
