package dev.watchword.adapters.interchange;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.Icon;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.SavedRecoveryCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entry as a foreign file describes it, on its way to a valid one.
///
/// What is absent takes the format-wide defaults (TOTP, SHA-1, six digits, 30 seconds, counter 0);
/// what is there and wrong fails the item, since a guess would give wrong codes (SECURITY IM-15).
/// What is only too long (a note, a tag) is cut, and [#cuts] tells.
final class ItemDraft {

  private String issuer = "";
  private String account = "";
  private OtpType type = OtpType.TOTP;
  private @Nullable SharedSecret secret;
  private @Nullable OtpKey key;
  private Optional<String> algorithm = Optional.empty();
  private Optional<String> digits = Optional.empty();
  private Optional<String> period = Optional.empty();
  private Optional<String> counter = Optional.empty();
  private boolean counterIsOfLastCode;
  private Optional<String> pin = Optional.empty();
  private List<String> tags = List.of();
  private String note = "";
  private boolean pinned;
  private boolean trashed;
  private Optional<Icon> icon = Optional.empty();
  private Optional<String> t0 = Optional.empty();
  private List<SavedRecoveryCode> recoveryCodes = List.of();
  private final Cuts cuts = new Cuts();

  /// A draft with the label and key of a Key URI, or of KeeOtp's text.
  static ItemDraft ofUri(String text) throws ItemException {
    try {
      return ofUri(KeyUri.parse(text));
    } catch (KeyUriSyntaxException e) {
      throw new ItemException(String.valueOf(e.getMessage()));
    }
  }

  /// @param uri its key becomes the draft's
  static ItemDraft ofUri(KeyUri uri) {
    ItemDraft draft = new ItemDraft();
    draft.issuer = uri.label().issuer();
    draft.account = uri.label().accountName();
    draft.key = uri.key();
    return draft;
  }

  /// A draft from a field that holds a URI or a bare Base32 secret.
  static ItemDraft ofUriOrSecret(String text) throws ItemException {
    String value = text.strip();
    boolean uri = value.contains("://") || value.regionMatches(true, 0, "key=", 0, 4);
    return uri ? ofUri(value) : new ItemDraft().base32(value);
  }

  ItemDraft issuer(String value) {
    issuer = value;
    return this;
  }

  ItemDraft account(String value) {
    account = value;
    return this;
  }

  String issuer() {
    return issuer;
  }

  String account() {
    return account;
  }

  /// Takes a title where the URI had no issuer.
  ItemDraft issuerIfNone(String value) {
    return issuer.isBlank() ? issuer(value) : this;
  }

  ItemDraft accountIfNone(String value) {
    return account.isBlank() ? account(value) : this;
  }

  ItemDraft type(OtpType value) {
    type = value;
    return this;
  }

  ItemDraft base32(String text) throws ItemException {
    try {
      secret = SharedSecret.ofBase32(ungrouped(text));
    } catch (IllegalArgumentException e) {
      throw notBase32(text);
    }
    return this;
  }

  /// Hexadecimal digits that are written in Base32, as mOTP's are by some.
  ItemDraft hexInBase32(String text) throws ItemException {
    byte[] digits;
    try {
      digits = Base32.decode(ungrouped(text));
    } catch (IllegalArgumentException e) {
      throw notBase32(text);
    }
    try {
      return hex(new String(digits, StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /// Some group the letters by it.
  private static String ungrouped(String text) {
    return text.replace("_", "");
  }

  private static ItemException notBase32(String text) {
    return new ItemException(
        text.isBlank() ? "secret: missing" : "secret: not Base32, or over 1,024 bytes");
  }

  ItemDraft hex(String text) throws ItemException {
    return bytes(Encoded.hex(text).orElseThrow(() -> new ItemException("secret: not hexadecimal")));
  }

  ItemDraft base64(String text) throws ItemException {
    return bytes(Encoded.base64(text).orElseThrow(() -> new ItemException("secret: not Base64")));
  }

  /// @param value wiped
  ItemDraft bytes(byte[] value) throws ItemException {
    try {
      secret = SharedSecret.copyOf(value);
    } catch (IllegalArgumentException e) {
      throw new ItemException("secret: not 1 to 1,024 bytes");
    } finally {
      Arrays.fill(value, (byte) 0);
    }
    return this;
  }

  ItemDraft algorithm(Optional<String> value) {
    algorithm = value;
    return this;
  }

  ItemDraft digits(Optional<String> value) {
    digits = value;
    return this;
  }

  ItemDraft period(Optional<String> value) {
    period = value;
    return this;
  }

  /// Where the steps of TOTP are counted from, in seconds since 1970.
  ItemDraft t0(Optional<String> value) {
    t0 = value;
    return this;
  }

  ItemDraft counter(Optional<String> value) {
    counter = value;
    return this;
  }

  /// For programs that store the counter of the last code, not of the next.
  ItemDraft counterOfLastCode(Optional<String> value) {
    counter = value;
    counterIsOfLastCode = true;
    return this;
  }

  ItemDraft pin(Optional<String> value) {
    pin = value;
    return this;
  }

  ItemDraft tags(List<String> value) {
    tags = value;
    return this;
  }

  ItemDraft note(String value) {
    note = value;
    return this;
  }

  ItemDraft pinned(boolean value) {
    pinned = value;
    return this;
  }

  ItemDraft trashed(boolean value) {
    trashed = value;
    return this;
  }

  ItemDraft icon(Optional<Icon> value) {
    icon = value;
    return this;
  }

  ItemDraft recoveryCodes(List<SavedRecoveryCode> value) {
    recoveryCodes = value;
    return this;
  }

  NewEntry build() throws ItemException {
    Label label;
    try {
      label = new Label(issuer, account);
    } catch (IllegalArgumentException e) {
      throw new ItemException("label: issuer or account is longer than 256 characters");
    }
    return new NewEntry(
        label, key(), cuts.tags(tags), cuts.note(note), pinned, trashed, icon, recoveryCodes);
  }

  /// What was cut to fit, as clauses; known after [#build].
  List<String> cuts() {
    return cuts.said();
  }

  private OtpKey key() throws ItemException {
    if (key != null) {
      return key;
    }
    if (secret == null) {
      throw new ItemException("secret: missing");
    }
    OtpParameters parameters = parameters();
    boolean takesPin = type == OtpType.MOTP || type == OtpType.YANDEX;
    Optional<String> given = takesPin ? pin.filter(p -> !p.isEmpty()) : Optional.empty();
    if (given.isPresent() && given.get().length() > 64) {
      throw new ItemException("pin: longer than 64 characters");
    }
    try {
      return new OtpKey(parameters, secret, given.map(Pin::of));
    } catch (IllegalArgumentException e) {
      // Yandex's secrets carry a checksum; the message names the field and never the content
      throw new ItemException(String.valueOf(e.getMessage()));
    }
  }

  private OtpParameters parameters() throws ItemException {
    return switch (type) {
      case STEAM -> new SteamParameters();
      case MOTP -> new MotpParameters();
      case YANDEX -> new YandexParameters();
      case HOTP -> new HotpParameters(hash(), length(), next());
      case TOTP ->
          new TotpParameters(
              hash(),
              length(),
              Duration.ofSeconds(
                  present(period).isEmpty()
                      ? 30
                      : WholeNumber.read("period", present(period).get(), 1, 86_400)),
              Instant.ofEpochSecond(
                  present(t0).isEmpty()
                      ? 0
                      : WholeNumber.read("t0", present(t0).get(), 0, 1L << 40)));
    };
  }

  /// The counter of the next code. -1 stands for "no code was made yet" where the last is stored.
  private long next() throws ItemException {
    String value = present(counter).orElse("");
    if (value.isEmpty() || (counterIsOfLastCode && value.strip().equals("-1"))) {
      return 0;
    }
    long offset = counterIsOfLastCode ? 1 : 0;
    return WholeNumber.read("counter", value, 0, Long.MAX_VALUE - offset) + offset;
  }

  private HashAlgorithm hash() throws ItemException {
    Optional<String> name = present(algorithm);
    return name.isEmpty()
        ? HashAlgorithm.SHA1
        : HashAlgorithm.named(name.get())
            .orElseThrow(() -> new ItemException("algorithm: not one of SHA1, SHA256 and SHA512"));
  }

  private Digits length() throws ItemException {
    Optional<String> value = present(digits);
    return value.isEmpty()
        ? Digits.SIX
        : new Digits((int) WholeNumber.read("digits", value.get(), 4, 10));
  }

  /// A value that is there: neither blank nor the word `null`.
  private static Optional<String> present(Optional<String> value) {
    return value.filter(v -> !v.isBlank() && !v.strip().equals("null"));
  }
}
