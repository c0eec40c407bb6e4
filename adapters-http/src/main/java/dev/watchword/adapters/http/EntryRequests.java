package dev.watchword.adapters.http;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.Entry;
import dev.watchword.core.vault.NewEntry;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The bodies by which entries are added and changed.
final class EntryRequests {

  private static final Set<String> BY_URI =
      Set.of("uri", "issuer", "account", "tags", "note", "pinned");
  private static final Set<String> BY_FIELDS =
      Set.of(
          "issuer",
          "account",
          "secret",
          "type",
          "algorithm",
          "digits",
          "periodSeconds",
          "counter",
          "pin",
          "tags",
          "note",
          "pinned");
  private static final Set<String> CHANGES = Set.of("issuer", "account", "tags", "note", "pinned");

  private EntryRequests() {}

  /// An account by its Key URI, or by its fields.
  ///
  /// @return the caller's to close
  static NewEntry newEntry(Exchange exchange) {
    try (JsonFields fields = exchange.json(union(BY_URI, BY_FIELDS))) {
      if (!fields.has("uri")) {
        return newEntry(label(fields), key(fields), fields);
      }
      if (BY_FIELDS.stream().anyMatch(f -> !BY_URI.contains(f) && fields.has(f))) {
        throw Problem.badRequest("The body has a uri and fields as well; send one of them.")
            .asException();
      }
      KeyUri uri = KeyUri.parse(fields.text("uri").orElseThrow());
      try {
        return newEntry(corrected(uri.label(), fields), uri.key(), fields);
      } catch (ProblemException e) {
        uri.close();
        throw e;
      }
    } catch (KeyUriSyntaxException e) {
      throw Problem.invalid(e.parameter(), e.problem()).asException();
    }
  }

  private static NewEntry newEntry(Label label, OtpKey key, JsonFields fields) {
    try {
      return new NewEntry(
          label,
          key,
          fields.texts("tags").orElse(List.of()),
          fields.text("note").orElse(""),
          fields.flag("pinned").orElse(false),
          false,
          Optional.empty(),
          List.of());
    } catch (ProblemException e) {
      key.close();
      throw e;
    } catch (IllegalArgumentException e) {
      key.close();
      throw OtpRequests.invalid(e);
    }
  }

  /// A label with what a person wrote in the place of its issuer or account.
  private static Label corrected(Label read, JsonFields fields) {
    try {
      return new Label(
          fields.text("issuer").orElse(read.issuer()),
          fields.text("account").orElse(read.accountName()));
    } catch (IllegalArgumentException e) {
      throw OtpRequests.invalid(e);
    }
  }

  private static Label label(JsonFields fields) {
    try {
      return new Label(fields.text("issuer").orElse(""), fields.text("account").orElse(""));
    } catch (IllegalArgumentException e) {
      throw OtpRequests.invalid(e);
    }
  }

  private static OtpKey key(JsonFields fields) {
    char[] secretText =
        fields
            .characters("secret")
            .orElseThrow(() ->
                Problem.invalid("secret", "a uri or a secret in Base32 is wanted").asException());
    OtpParameters parameters = OtpRequests.parameters(fields);
    SharedSecret secret;
    try {
      secret = SharedSecret.ofBase32(CharBuffer.wrap(secretText));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("secret", "not Base32 of 1 to 1,024 bytes").asException();
    }
    try {
      return new OtpKey(
          parameters, secret, fields.characters("pin").map(pin -> Pin.of(CharBuffer.wrap(pin))));
    } catch (IllegalArgumentException e) {
      secret.close();
      throw Problem.invalid("pin", "a PIN of 1 to 64 characters goes with motp and yandex alone")
          .asException();
    }
  }

  /// What a PATCH asks for: the members that it names, each set anew.
  static UnaryOperator<Entry> changes(Exchange exchange) {
    try (JsonFields fields = exchange.json(CHANGES)) {
      Optional<String> issuer = fields.text("issuer");
      Optional<String> account = fields.text("account");
      Optional<List<String>> tags = fields.texts("tags");
      Optional<String> note = fields.text("note");
      Optional<Boolean> pinned = fields.flag("pinned");
      return entry -> {
        try {
          Label label =
              new Label(
                  issuer.orElse(entry.label().issuer()),
                  account.orElse(entry.label().accountName()));
          return entry
              .withLabel(label)
              .withTags(tags.orElse(entry.tags()))
              .withNote(note.orElse(entry.note()))
              .withPinned(pinned.orElse(entry.pinned()));
        } catch (IllegalArgumentException e) {
          throw OtpRequests.invalid(e);
        }
      };
    }
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new java.util.HashSet<>(one);
    both.addAll(other);
    return both;
  }
}
