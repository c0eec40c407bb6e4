package dev.watchword.core.otp;

import java.util.Locale;
import java.util.Optional;

/// The hash under HMAC (RFC 6238 §1.2).
public enum HashAlgorithm {
  SHA1("SHA-1", 20, 64),
  SHA256("SHA-256", 32, 64),
  SHA512("SHA-512", 64, 128);

  private final String digestName;
  private final int outputBytes;
  private final int blockBytes;

  HashAlgorithm(String digestName, int outputBytes, int blockBytes) {
    this.digestName = digestName;
    this.outputBytes = outputBytes;
    this.blockBytes = blockBytes;
  }

  /// The name that `java.security.MessageDigest` knows.
  String digestName() {
    return digestName;
  }

  /// The HMAC's length in bytes, which is also the right length of a fresh secret (RFC 6238 §5.1).
  public int outputBytes() {
    return outputBytes;
  }

  int blockBytes() {
    return blockBytes;
  }

  /// Reads the ways in which other programs write the name: any case, `SHA-256`, `HmacSHA256`,
  /// `HMAC-SHA-256`.
  ///
  /// @return empty for a name that is none of the three; a guess would give wrong codes
  public static Optional<HashAlgorithm> named(String name) {
    if (!name.chars().allMatch(c -> c < 128)) {
      return Optional.empty(); // a long s would turn into an S
    }
    String plain = name.strip().toUpperCase(Locale.ROOT).replace("-", "").replace("_", "");
    if (plain.startsWith("HMAC")) {
      plain = plain.substring(4);
    }
    return switch (plain) {
      case "SHA1" -> Optional.of(SHA1);
      case "SHA256" -> Optional.of(SHA256);
      case "SHA512" -> Optional.of(SHA512);
      default -> Optional.empty();
    };
  }
}
