package dev.watchword.app.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Collects the cases of one family after the other; the same seed gives the same bytes.
final class Cases {

  private final List<Case> all = new ArrayList<>();
  private String family = "";
  private String command = "import";
  private int seconds = 5;
  private int megabytes = 200;

  /// A generator for the family, so that a new case of one family leaves the others as they are.
  Random family(String name, String commandOfFamily, int secondsEach, int megabytesEach) {
    family = name;
    command = commandOfFamily;
    seconds = secondsEach;
    megabytes = megabytesEach;
    return new Random(name.hashCode() * 31L + 8);
  }

  void add(String name, byte[] content, String... ends) {
    all.add(new Case(family + "/" + name, command, content, "", Set.of(ends), seconds, megabytes));
  }

  void add(String name, String content, String... ends) {
    add(name, content.getBytes(StandardCharsets.UTF_8), ends);
  }

  void sealed(String name, byte[] content, String... ends) {
    all.add(
        new Case(
            family + "/" + name,
            command,
            content,
            Case.PASSWORD,
            Set.of(ends),
            seconds,
            megabytes));
  }

  void sealed(String name, String content, String... ends) {
    sealed(name, content.getBytes(StandardCharsets.UTF_8), ends);
  }

  List<Case> all() {
    return List.copyOf(all);
  }
}
