package dev.watchword.core.keyuri;

import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.SharedSecret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Turns the text of one parameter into its value: the default where there is none, a refusal where
/// it is out of range.
final class ParameterReader {

  private ParameterReader() {}

  static HashAlgorithm algorithm(String name, Optional<String> value) throws KeyUriSyntaxException {
    if (value.isEmpty()) {
      return HashAlgorithm.SHA1;
    }
    return HashAlgorithm.named(value.get())
        .orElseThrow(() -> new KeyUriSyntaxException(name, "not one of SHA1, SHA256 and SHA512"));
  }

  static Digits digits(String name, Optional<String> value) throws KeyUriSyntaxException {
    return value.isEmpty() ? Digits.SIX : new Digits((int) Numbers.read(name, value.get(), 4, 10));
  }

  static Duration period(String name, Optional<String> value) throws KeyUriSyntaxException {
    return Duration.ofSeconds(value.isEmpty() ? 30 : Numbers.read(name, value.get(), 1, 86_400));
  }

  /// Without a counter the first code is meant: a site that leaves it out begins at 0.
  static long counter(String name, Optional<String> value) throws KeyUriSyntaxException {
    return value.isEmpty() ? 0 : Numbers.read(name, value.get(), 0, Long.MAX_VALUE);
  }

  static SharedSecret base32(String name, String text) throws KeyUriSyntaxException {
    byte[] bytes;
    try {
      bytes = Base32.decode(text);
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException(
          name, "not Base32 (the letters A to Z and the digits 2 to 7)");
    }
    return owned(name, bytes);
  }

  /// A secret of these bytes, which are wiped.
  static SharedSecret owned(String name, byte[] bytes) throws KeyUriSyntaxException {
    try {
      return SharedSecret.copyOf(bytes);
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException(name, "not 1 to 1,024 bytes");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
