package dev.watchword.core.enrolment;

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
import dev.watchword.core.secret.SharedSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// The plain text within an enrolment's envelope: format 2, or 1 where its row may be without a
/// MAC, type, algorithm and digits in a byte each, then period or counter in eight, the secret
/// behind its length in two bytes, and, while it is pending, issuer and account name, each behind
/// its length in two bytes.
final class KeyCodec {

  private static final byte WITHOUT_MAC = 1;
  private static final byte WITH_MAC = 2;

  private static final byte TOTP = 1;
  private static final byte HOTP = 2;
  private static final int HEADER_BYTES = 4 + 8 + 2;
  private static final Label NO_LABEL = new Label("", "");

  private KeyCodec() {}

  /// @param mac whether the row demands one
  /// @return the caller's to wipe
  static byte[] write(OtpKey key, boolean mac) {
    return key.secret()
        .expose(secret -> {
          ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + secret.length);
          write(out, key.parameters(), secret, mac);
          return out.array();
        });
  }

  /// @param mac whether the row demands one
  /// @return the caller's to wipe
  static byte[] write(OtpKey key, Label label, boolean mac) {
    byte[] issuer = label.issuer().getBytes(StandardCharsets.UTF_8);
    byte[] account = label.accountName().getBytes(StandardCharsets.UTF_8);
    return key.secret()
        .expose(secret -> {
          ByteBuffer out =
              ByteBuffer.allocate(
                  HEADER_BYTES + secret.length + 4 + issuer.length + account.length);
          write(out, key.parameters(), secret, mac);
          out.putShort((short) issuer.length).put(issuer);
          out.putShort((short) account.length).put(account);
          return out.array();
        });
  }

  private static void write(ByteBuffer out, OtpParameters parameters, byte[] secret, boolean mac) {
    out.put(mac ? WITH_MAC : WITHOUT_MAC);
    switch (parameters) {
      case TotpParameters p ->
          out.put(TOTP)
              .put((byte) p.algorithm().ordinal())
              .put((byte) p.digits().value())
              .putLong(p.period().toSeconds());
      case HotpParameters p ->
          out.put(HOTP)
              .put((byte) p.algorithm().ordinal())
              .put((byte) p.digits().value())
              .putLong(p.counter());
      case SteamParameters p -> throw notIssued(p);
      case MotpParameters p -> throw notIssued(p);
      case YandexParameters p -> throw notIssued(p);
    }
    out.putShort((short) secret.length).put(secret);
  }

  private static IllegalArgumentException notIssued(OtpParameters parameters) {
    return new IllegalArgumentException(
        "parameters: a verifier issues totp and hotp, got " + parameters.type());
  }

  static boolean wantsMac(byte[] plain) {
    return plain[0] != WITHOUT_MAC;
  }

  /// @param plain as an envelope gave it, so that nothing in it is doubtful but its format
  static OtpKey readKey(byte[] plain) {
    return readKey(ByteBuffer.wrap(plain));
  }

  private static OtpKey readKey(ByteBuffer in) {
    int format = in.get();
    if (format != WITH_MAC && format != WITHOUT_MAC) {
      throw new dev.watchword.core.seal.UnsupportedFormatException("enrolment", format, WITH_MAC);
    }
    int type = in.get();
    HashAlgorithm algorithm =
        switch (in.get()) {
          case 0 -> HashAlgorithm.SHA1;
          case 1 -> HashAlgorithm.SHA256;
          default -> HashAlgorithm.SHA512;
        };
    Digits digits = new Digits(in.get());
    long periodOrCounter = in.getLong();
    byte[] secret = new byte[in.getShort()];
    in.get(secret);
    OtpParameters parameters =
        type == TOTP
            ? new TotpParameters(algorithm, digits, Duration.ofSeconds(periodOrCounter))
            : new HotpParameters(algorithm, digits, periodOrCounter);
    try {
      return new OtpKey(parameters, SharedSecret.copyOf(secret));
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// The label of a pending enrolment.
  static Label readLabel(byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain);
    in.position(HEADER_BYTES + in.getShort(HEADER_BYTES - 2));
    return in.hasRemaining() ? new Label(text(in), text(in)) : NO_LABEL;
  }

  private static String text(ByteBuffer in) {
    byte[] utf8 = new byte[in.getShort()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
