package dev.watchword.core.keyuri;

import dev.watchword.core.otp.OtpKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A Key URI: `otpauth://TYPE/LABEL?PARAMETERS`, and its relatives `motp:`, `steam:` and KeeOtp's
/// `key=…` text.
///
/// Owns its key: [#close] wipes it. Thread-safe until closed. Nothing in it is ever fetched,
/// `image` least of all.
public final class KeyUri implements AutoCloseable {

  /// The longest Key URI that is read or written, in bytes of UTF-8.
  public static final int MAX_BYTES = 8 * 1024;

  private final Label label;
  private final OtpKey key;
  private final Map<String, List<String>> extras;

  /// @param key now this URI's to wipe
  /// @param extras parameters that do not decide the code (`image`, `tags`, …), by lower-case name
  KeyUri(Label label, OtpKey key, Map<String, List<String>> extras) {
    this.label = Objects.requireNonNull(label);
    this.key = Objects.requireNonNull(key);
    this.extras = Map.copyOf(extras);
  }

  /// @param key now this URI's to wipe
  public KeyUri(Label label, OtpKey key) {
    this(label, key, Map.of());
  }

  /// Reads a Key URI as the programs in use write it.
  ///
  /// Scheme, type and parameter names compare without case; the first `?` ends the label; an issuer
  /// parameter beats the label's; issuer `Steam`, `encoder=steam`, a bare `steam` and the type
  /// `steam` all mean Steam; a parameter that is blank or the word `null` counts as missing; hotp
  /// without a counter begins at 0.
  ///
  /// @param text at most [#MAX_BYTES]
  /// @throws KeyUriSyntaxException when it is something else, or would give wrong codes if guessed
  ///   at
  public static KeyUri parse(String text) throws KeyUriSyntaxException {
    return KeyUriParser.parse(text);
  }

  public Label label() {
    return label;
  }

  /// The key itself, not a copy; it dies with this URI.
  public OtpKey key() {
    return key;
  }

  /// The first value of a parameter that does not decide the code, decoded.
  ///
  /// @param name lower case
  public Optional<String> extra(String name) {
    List<String> values = extras.get(name);
    return values == null ? Optional.empty() : Optional.of(values.getFirst());
  }

  /// All values of a repeatable parameter that does not decide the code, decoded, in order.
  ///
  /// @param name lower case
  public List<String> extras(String name) {
    return extras.getOrDefault(name, List.of());
  }

  /// The URI as text, secret included: the one way to write it.
  ///
  /// Percent-encoded throughout, with one literal colon in the label, so that any issuer and
  /// account come back as they were. Extra parameters are not written.
  ///
  /// @throws IllegalArgumentException when the URI cannot hold the key: a T0 other than 1970, a
  ///   time-based key of the issuer `Steam` that is not a Steam key (all readers would take it for
  ///   one), or more than [#MAX_BYTES]
  public String reveal() {
    return KeyUriWriter.write(label, key);
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "KeyUri[REDACTED]";
  }
}
