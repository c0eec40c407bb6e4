package dev.watchword.app.assurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One requirement: what is promised, and how far that is shown.
///
/// @param id such as `FI-04`
/// @param summary what is promised, in one line
/// @param state how far tests show it
/// @param note why it is not met, what is missing, or what size it has in CI; empty where it is
///   shown
/// @param shownBy tests (`Class` or `Class.method`) and paths under `bench/` that show it without
///   naming its id
record Requirement(String id, String summary, State state, String note, List<String> shownBy) {

  /// How far tests show a requirement.
  enum State {
    SHOWN,
    /// In CI smaller than promised, in full by a command (SECURITY AS-03).
    ON_DEMAND,
    PART,
    NOT
  }

  Requirement {
    if (!id.matches("[A-Z]{2}-\\d{2}")) {
      throw new IllegalArgumentException("no requirement id: " + id);
    }
    if (summary.isBlank()) {
      throw new IllegalArgumentException(id + " has no summary");
    }
    if (state == State.SHOWN != note.isEmpty()) {
      throw new IllegalArgumentException(
          id + ": a requirement that is shown has no note, every other one says what is missing");
    }
    shownBy = List.copyOf(shownBy);
  }

  String family() {
    return id.substring(0, 2);
  }

  /// Reads the list: tab-separated `id, summary, state, note, shown by`; lines with `#` are
  /// remarks.
  static List<Requirement> read(Path list) throws IOException {
    List<Requirement> read = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String line : Files.readAllLines(list)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Requirement requirement = of(line.split("\t", -1));
      if (!ids.add(requirement.id())) {
        throw new IllegalArgumentException(requirement.id() + " stands twice in " + list);
      }
      read.add(requirement);
    }
    return read;
  }

  private static Requirement of(String[] fields) {
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "five fields between tabs, not " + String.join(" | ", fields));
    }
    State state =
        switch (fields[2]) {
          case "shown" -> State.SHOWN;
          case "demand" -> State.ON_DEMAND;
          case "part" -> State.PART;
          case "not" -> State.NOT;
          default ->
              throw new IllegalArgumentException(
                  fields[0] + ": shown, demand, part or not, no " + fields[2]);
        };
    List<String> shownBy = fields[4].isBlank() ? List.of() : List.of(fields[4].trim().split(" +"));
    return new Requirement(fields[0], fields[1], state, fields[3], shownBy);
  }
}
