package dev.watchword.app.assurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Writes `docs/assurance.md` out of `docs/assurance/requirements.tsv` and the sources of the
/// tests.
///
/// Needs nothing but a JDK, so that `docs/assurance/generate` runs it without a build.
final class AssuranceMap {

  static final Path LIST = Path.of("docs/assurance/requirements.tsv");
  static final Path PAGE = Path.of("docs/assurance.md");
  private static final Path PREFACE = Path.of("docs/assurance/preface.md");

  private static final Map<String, String> FAMILIES =
      Map.ofEntries(
          Map.entry("CR", "Cryptography at rest"),
          Map.entry("UN", "Unlocking and the agent"),
          Map.entry("OV", "Verifying one-time passwords"),
          Map.entry("TH", "Throttling"),
          Map.entry("RC", "Recovery codes"),
          Map.entry("EN", "Enrolment"),
          Map.entry("SE", "Sessions, browser, transport"),
          Map.entry("TK", "API tokens"),
          Map.entry("AZ", "Authorisation and team custody"),
          Map.entry("AU", "Audit log"),
          Map.entry("UP", "Uploads and pictures"),
          Map.entry("IM", "Importing backup files"),
          Map.entry("LO", "Logs, terminal, process"),
          Map.entry("FI", "Files and the local store"),
          Map.entry("BK", "Backup and restore"),
          Map.entry("MN", "Several nodes"),
          Map.entry("AS", "Assurance"));

  private static final Predicate<String> BENCH = shown -> shown.startsWith("bench/");

  private final Path root;
  private final List<Requirement> requirements;
  private final TestSources tests;

  AssuranceMap(Path root) throws IOException {
    this.root = root;
    this.requirements = Requirement.read(root.resolve(LIST));
    this.tests = TestSources.scan(root);
  }

  public static void main(String[] arguments) throws IOException {
    AssuranceMap map = new AssuranceMap(Path.of(arguments.length == 0 ? "." : arguments[0]));
    Files.writeString(map.root.resolve(PAGE), map.page());
    map.faults().forEach(System.err::println);
  }

  /// What the list claims without a test, each in a sentence; empty when all is well.
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Requirement requirement : requirements) {
      for (String shown : requirement.shownBy()) {
        if (!(shown.contains("/") ? Files.exists(root.resolve(shown)) : tests.has(shown))) {
          faults.add(requirement.id() + " names " + shown + ", which does not exist");
        }
      }
      if (requirement.state() != Requirement.State.NOT && shownBy(requirement).isEmpty()) {
        faults.add(
            requirement.id() + " is said to be shown, at least in part, but no test names it");
      }
    }
    requirements.stream()
        .filter(requirement -> requirement.state() == Requirement.State.ON_DEMAND)
        .filter(requirement -> requirement.shownBy().stream().noneMatch(BENCH))
        .forEach(requirement -> faults.add(requirement.id() + " names no command under bench/"));
    return faults;
  }

  /// The whole page, from its preface to the last row.
  String page() throws IOException {
    StringBuilder page = new StringBuilder(Files.readString(root.resolve(PREFACE)));
    page.append("\n## The rows\n\n").append(count()).append('\n');
    String family = "";
    for (Requirement requirement : requirements) {
      if (!requirement.family().equals(family)) {
        family = requirement.family();
        page.append(
            "\n### %s %s\n\n| id | promise | state | shown by |\n|---|---|---|---|\n"
                .formatted(family, FAMILIES.getOrDefault(family, "")));
      }
      page.append(row(requirement));
    }
    return page.toString();
  }

  private String count() {
    return ("%d requirements: %d shown by tests, %d by tests that are smaller in CI and in full"
            + " size on demand, %d in part, %d not met.")
        .formatted(
            requirements.size(),
            count(Requirement.State.SHOWN),
            count(Requirement.State.ON_DEMAND),
            count(Requirement.State.PART),
            count(Requirement.State.NOT));
  }

  private long count(Requirement.State state) {
    return requirements.stream().filter(requirement -> requirement.state() == state).count();
  }

  private String row(Requirement requirement) {
    String state =
        switch (requirement.state()) {
          case SHOWN -> "shown";
          case ON_DEMAND -> "shown, in full on demand; " + requirement.note();
          case PART -> "in part: " + requirement.note();
          case NOT -> "**not met**: " + requirement.note();
        };
    return "| %s | %s | %s | %s |\n"
        .formatted(
            requirement.id(),
            requirement.summary(),
            state,
            String.join("<br>", shownBy(requirement)));
  }

  private List<String> shownBy(Requirement requirement) {
    Set<String> all = new TreeSet<>(tests.naming(requirement.id()));
    all.addAll(requirement.shownBy());
    return all.stream().map("`%s`"::formatted).toList();
  }
}
