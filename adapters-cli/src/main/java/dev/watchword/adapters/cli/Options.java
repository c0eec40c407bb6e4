package dev.watchword.adapters.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Short ways to say what a command takes, by picocli's programmatic model (its annotations cost
/// 117 ms of reflection at each start), and to read what was given.
final class Options {

  private Options() {}

  static CommandSpec command(Command command, String name, String header) {
    return described(CommandSpec.wrapWithoutInspection(command), name, header);
  }

  /// A command that does nothing but hold others.
  static CommandSpec group(String name, String header) {
    return described(CommandSpec.create(), name, header);
  }

  private static CommandSpec described(CommandSpec spec, String name, String header) {
    spec.name(name);
    spec.usageMessage().header(header);
    return spec;
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build();
  }

  static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /// An option that may be given several times.
  static OptionSpec texts(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  static OptionSpec number(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(Long.class)
        .description(description)
        .build();
  }

  /// Positional parameters.
  ///
  /// @param arity how many, such as `1..*`
  static PositionalParamSpec words(String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .arity(arity)
        .index("0..*")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .required(arity.startsWith("1"))
        .description(description)
        .build();
  }

  static PositionalParamSpec query(boolean needed) {
    return words(
        "QUERY",
        needed ? "1..*" : "0..*",
        "Words of the issuer, account or tags; or an entry's id.");
  }

  static boolean given(ParseResult given, String option) {
    return given.hasMatchedOption(option);
  }

  static Optional<String> text(ParseResult given, String option) {
    return Optional.ofNullable(given.<String>matchedOptionValue(option, null));
  }

  static Optional<Long> number(ParseResult given, String option) {
    return Optional.ofNullable(given.<Long>matchedOptionValue(option, null));
  }

  static List<String> texts(ParseResult given, String option) {
    return given.matchedOptionValue(option, List.of());
  }

  static List<String> words(ParseResult given) {
    return given.matchedPositionalValue(0, List.of());
  }

  /// The words of a query as one.
  static String query(ParseResult given) {
    return String.join(" ", words(given));
  }
}
