package dev.watchword.adapters.http;

import dev.watchword.core.matching.AttemptTag;
import dev.watchword.core.matching.Purpose;
import dev.watchword.core.matching.SubmittedCode;
import java.util.Optional;
import java.util.Set;

/// The bodies in which codes are submitted, and the header that names an attempt.
final class CodeRequests {

  private static final int MAX_KEY_LENGTH = 256;
  private static final Set<Purpose> RESERVED = Set.of(Purpose.CONFIRM, Purpose.RESYNC);

  private CodeRequests() {}

  /// A body with a code alone.
  static SubmittedCode code(Exchange exchange) {
    try (JsonFields fields = exchange.json(Set.of("code"))) {
      return code(fields, "code");
    }
  }

  static SubmittedCode code(JsonFields fields, String name) {
    return SubmittedCode.of(text(fields, name));
  }

  static String text(JsonFields fields, String name) {
    return fields
        .text(name)
        .orElseThrow(() -> Problem.invalid(name, "a code as a string is wanted").asException());
  }

  /// What a code is asked for; signing in unless it says otherwise.
  static Purpose purpose(JsonFields fields) {
    try {
      Purpose purpose = fields.text("purpose").map(Purpose::new).orElse(Purpose.LOGIN);
      if (!RESERVED.contains(purpose)) {
        return purpose;
      }
    } catch (IllegalArgumentException e) {
      throw OtpRequests.invalid(e);
    }
    throw Problem.invalid("purpose", "the verifier's own are not to be had here").asException();
  }

  /// The attempt that `Idempotency-Key` names: the same submission, sent twice, is one success
  /// (SECURITY TH-10).
  static Optional<AttemptTag> attempt(Exchange exchange, Purpose purpose) {
    Optional<String> key = exchange.header("Idempotency-Key");
    if (key.isPresent() && (key.get().isBlank() || key.get().length() > MAX_KEY_LENGTH)) {
      throw Problem.badRequest("An Idempotency-Key has 1 to 256 characters.").asException();
    }
    return key.map(name -> AttemptTag.of(purpose, name));
  }
}
