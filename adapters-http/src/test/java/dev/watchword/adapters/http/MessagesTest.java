package dev.watchword.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.core.audit.AuditEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The pages' messages in five languages.
class MessagesTest {

  private static final List<String> LANGUAGES = List.of("en", "de", "es", "ja", "zh-Hans");
  private static final Pattern FILE = Pattern.compile("i18n/([a-z]+)/([A-Za-z-]+)\\.json");
  private static final Pattern USED =
      Pattern.compile("['\"`]([a-z]+)\\.([a-z][A-Za-z0-9.-]*)(\\$\\{)?[^'\"`]*['\"`]");
  private static final Pattern VALUE = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Map<String, JsonNode>> byAreaAndLanguage = read();

  private static Map<String, Map<String, JsonNode>> read() {
    Map<String, Map<String, JsonNode>> read = new TreeMap<>();
    for (String name : WebFolder.names()) {
      var file = FILE.matcher(name);
      if (file.matches()) {
        try {
          read.computeIfAbsent(file.group(1), area -> new HashMap<>())
              .put(file.group(2), new ObjectMapper().readTree(WebFolder.read(name)));
        } catch (IOException e) {
          throw new IllegalStateException(name, e);
        }
      }
    }
    return read;
  }

  private static Set<String> keys(JsonNode messages) {
    Set<String> keys = new TreeSet<>();
    messages.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /// Every kind of entry that the audit log may have, by its nouns and what was done.
  @Test
  void hasAWordForEveryEventOfTheAuditLog() {
    Set<String> missing = new TreeSet<>();
    for (Class<?> kind : AuditEvent.class.getPermittedSubclasses()) {
      String noun = kind == AuditEvent.Entries.class ? "entry" : kind.getSimpleName();
      for (Class<?> acts : kind.getDeclaredClasses()) {
        for (Object act : acts.isEnum() ? acts.getEnumConstants() : new Object[0]) {
          missing.add(
              "event.%s.%s".formatted(noun, act).toLowerCase(Locale.ROOT).replace('_', '-'));
        }
      }
    }
    assertThat(missing).hasSizeGreaterThan(100).contains("event.passkey.added");
    missing.removeAll(keys(byAreaAndLanguage.get("audit").get("en")));
    assertThat(missing).isEmpty();
  }

  @Test
  void hasEveryMessageInEveryLanguageWithTheSameValues() {
    assertThat(byAreaAndLanguage.keySet()).contains("shell", "vault", "capture", "account");
    byAreaAndLanguage.forEach((area, languages) -> {
      assertThat(languages.keySet()).as(area).containsExactlyInAnyOrderElementsOf(LANGUAGES);
      JsonNode english = languages.get("en");
      languages.forEach((language, messages) -> {
        assertThat(keys(messages)).as(area + " in " + language).isEqualTo(keys(english));
        for (String key : keys(english)) {
          String where = area + "." + key + " in " + language;
          assertThat(last(messages.get(key))).as(where).isNotBlank();
          assertThat(values(last(messages.get(key))))
              .as(where)
              .isEqualTo(values(last(english.get(key))));
        }
      });
    });
  }

  /// The message, or its form for many.
  private static String last(JsonNode message) {
    return message.isTextual() ? message.asText() : message.path("other").asText();
  }

  private static Set<String> values(String message) {
    return VALUE
        .matcher(message)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void hasEveryMessageThatAModuleNames() {
    int found = 0;
    for (String name : WebFolder.names()) {
      if (!name.endsWith(".js")) {
        continue;
      }
      String source = new String(WebFolder.read(name), StandardCharsets.UTF_8);
      for (MatchResult used : USED.matcher(source).results().toList()) {
        Map<String, JsonNode> area = byAreaAndLanguage.get(used.group(1));
        if (area == null || used.group(2).matches("(js|css|json)")) {
          continue;
        }
        String key = used.group(2);
        assertThat(keys(area.get("en")))
            .as(name + " uses " + used.group())
            .anyMatch(known -> used.group(3) == null ? known.equals(key) : known.startsWith(key));
        found++;
      }
    }
    assertThat(found).isGreaterThan(100);
  }
}
