package dev.watchword.app;

import dev.watchword.adapters.cli.WatchwordCli;
import java.util.List;
import java.util.Map;

/// Runs the commands that people wait for, one after the other, so that the build can record what
/// they load into an ahead-of-time cache (JEP 514). Not for people.
final class Rehearsal {

  private static final List<List<String>> CODE =
      List.of(
          List.of("code", "openai"),
          List.of("code", "open", "ai"),
          List.of("code", "openai", "--next"));

  /// What runs where an agent has the vault, or where no vault is needed.
  private static final List<List<String>> CLIENT =
      List.of(
          List.of("code", "openai", "--output", "text"),
          List.of("code", "openai", "-o", "json"),
          List.of("list"),
          List.of("list", "-o", "json"),
          List.of("show", "openai"),
          List.of("edit", "openai", "--note", "a note"),
          List.of("tag", "openai", "--add", "work"),
          List.of("recovery", "list", "openai"),
          List.of("--help"),
          List.of("--version"),
          List.of("list", "--no-such-option"),
          List.of("code", "nothing"));

  /// What runs in a process of its own: pictures, and a vault that has to be opened.
  private static final List<List<String>> FULL =
      List.of(
          List.of("init"),
          List.of("scan", "SAMPLE"),
          List.of("scan", "SAMPLE", "--payloads"),
          List.of("scan", "SAMPLE", "-o", "json"),
          List.of("add", "SAMPLE"),
          List.of("list"),
          List.of("code", "openai"),
          List.of("code", "openai", "-o", "json"),
          List.of("show", "openai", "--qr"),
          List.of("check"));

  private Rehearsal() {}

  /// @param arguments `code`, `client`, `full` or `serve`, and the path of a picture with an
  ///   account for OpenAI; the environment names a vault and a passphrase file that nobody needs
  ///   afterwards
  public static void main(String[] arguments) {
    Main.silenceLibraries();
    if (arguments[0].equals("serve")) {
      ServeRehearsal.run(System.getenv());
      return;
    }
    List<List<String>> commands =
        switch (arguments[0]) {
          case "code" -> CODE;
          case "client" -> CLIENT;
          default -> FULL;
        };
    Map<String, String> environment = System.getenv();
    for (List<String> command : commands) {
      String[] line =
          command.stream()
              .map(word -> word.equals("SAMPLE") ? arguments[1] : word)
              .toArray(String[]::new);
      try (Composition composition = new Composition(environment)) {
        new WatchwordCli(environment, composition).run(line);
      }
    }
  }
}
