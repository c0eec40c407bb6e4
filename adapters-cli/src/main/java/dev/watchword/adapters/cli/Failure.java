package dev.watchword.adapters.cli;

import java.util.List;

/// A command that can't go on, for a reason that was to be expected.
///
/// The sentence says what is wrong and what to do; it never holds a secret.
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ExitCode exit;
  private final transient String code;
  private final transient List<String> details;

  private Failure(ExitCode exit, String code, String sentence, List<String> details) {
    super(sentence, null, false, false);
    this.exit = exit;
    this.code = code;
    this.details = details;
  }

  /// @param code a stable name for programs, in kebab-case
  static Failure expected(String code, String sentence) {
    return new Failure(ExitCode.FAILED, code, sentence, List.of());
  }

  /// @param details lines for people below the sentence, already neutral
  static Failure expected(String code, String sentence, List<String> details) {
    return new Failure(ExitCode.FAILED, code, sentence, List.copyOf(details));
  }

  static Failure usage(String sentence) {
    return new Failure(ExitCode.USAGE, "usage", sentence, List.of());
  }

  /// @param where what went wrong where, without any value
  static Failure bug(String where) {
    return new Failure(ExitCode.BUG, Failures.BUG, where, List.of());
  }

  /// This process has not the part of the program that is wanted.
  static Failure elsewhere() {
    return new Failure(ExitCode.ELSEWHERE, "elsewhere", "", List.of());
  }

  ExitCode exit() {
    return exit;
  }

  String code() {
    return code;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  List<String> details() {
    return details;
  }
}
