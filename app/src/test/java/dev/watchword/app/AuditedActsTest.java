package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.audit.AuditEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every act that the audit log knows is expected by its name in some test (SECURITY AU-01), so
/// that none is left that nobody writes.
class AuditedActsTest {

  /// What stands before the act's own name, by the kind of event; see [AuditEvent#action].
  private static final Map<String, String> PREFIXES =
      Map.of("Entries", "entry", "Denial", "access", "Invite", "account");

  private static List<String> acts() {
    List<String> acts = new ArrayList<>(List.of("access.denied", "account.invite-refused"));
    for (Class<?> kind : AuditEvent.class.getPermittedSubclasses()) {
      String name = kind.getSimpleName();
      String prefix = PREFIXES.getOrDefault(name, name.toLowerCase(Locale.ROOT));
      Arrays.stream(kind.getDeclaredClasses())
          .filter(Class::isEnum)
          .flatMap(act -> Arrays.stream(act.getEnumConstants()))
          .map(act -> prefix + "." + act.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .forEach(acts::add);
    }
    return acts;
  }

  private static String testSources() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      for (Path file :
          files
              .filter(path -> path.toString().contains("/src/test/java/"))
              .filter(path -> path.toString().endsWith(".java"))
              .filter(path -> !path.endsWith("AuditedActsTest.java"))
              .toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void eachIsExpectedByATest() throws IOException { // AU-01
    String sources = testSources();

    List<String> acts = acts();

    assertThat(acts).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(acts).filteredOn(act -> !expects(sources, act)).isEmpty();
  }

  /// In a literal, alone or before a blank or a detail.
  private static boolean expects(String sources, String act) {
    Matcher literal =
        Pattern.compile("\"(?:[^\"\\n]* )?" + Pattern.quote(act) + "[\" ]").matcher(sources);
    return literal.find();
  }

  @Test
  void aNameThatNobodyExpectsIsFound() {
    assertThat(expects("contains(\"otp.accepted\")", "otp.accepted")).isTrue();
    assertThat(expects("startsWith(\"entry.added \")", "entry.added")).isTrue();
    assertThat(expects("contains(\"otp.accepted-again\")", "otp.accepted")).isFalse();
  }
}
