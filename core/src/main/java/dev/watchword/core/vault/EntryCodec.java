package dev.watchword.core.vault;

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
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The plain text of each sealed field, as docs/vault-format.md lays it down.
final class EntryCodec {

  private EntryCodec() {}

  static byte[] summary(Entry entry) {
    CborWriter out = new CborWriter().array(8);
    out.text(entry.label().issuer()).text(entry.label().accountName());
    parameters(out, entry.parameters());
    out.array(entry.tags().size());
    entry.tags().forEach(out::text);
    out.text(entry.note()).bool(entry.pinned()).unsigned(entry.createdAt().getEpochSecond());
    entry.trashedAt().ifPresentOrElse(when -> out.unsigned(when.getEpochSecond()), out::nothing);
    return out.toByteArray();
  }

  /// @throws CborReader.MalformedException when the text is not what [#summary(Entry)] writes
  static Entry summary(EntryId id, byte[] plaintext) {
    try {
      return readSummary(id, plaintext);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException outOfRange) {
      throw new CborReader.MalformedException("a value out of its range");
    }
  }

  private static Entry readSummary(EntryId id, byte[] plaintext) {
    CborReader in = new CborReader(plaintext);
    expect(in.array(), 8);
    Label label = new Label(in.text(), in.text());
    OtpParameters parameters = parameters(in);
    int tagCount = in.array();
    List<String> tags = new ArrayList<>(tagCount);
    for (int i = 0; i < tagCount; i++) {
      tags.add(in.text());
    }
    String note = in.text();
    boolean pinned = in.bool();
    Instant created = Instant.ofEpochSecond(in.unsigned());
    Optional<Instant> trashed =
        in.nothing() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(in.unsigned()));
    in.end();
    return new Entry(id, label, parameters, tags, note, pinned, created, trashed);
  }

  private static void parameters(CborWriter out, OtpParameters parameters) {
    switch (parameters) {
      case TotpParameters p ->
          out.array(5)
              .text(p.type())
              .text(p.algorithm().name())
              .unsigned(p.digits().value())
              .unsigned(p.period().toSeconds())
              .unsigned(p.t0().getEpochSecond());
      case HotpParameters p ->
          out.array(4)
              .text(p.type())
              .text(p.algorithm().name())
              .unsigned(p.digits().value())
              .unsigned(p.counter());
      case SteamParameters p -> out.array(1).text(p.type());
      case MotpParameters p -> out.array(1).text(p.type());
      case YandexParameters p -> out.array(1).text(p.type());
    }
  }

  private static OtpParameters parameters(CborReader in) {
    int size = in.array();
    String type = in.text();
    return switch (type) {
      case "totp" -> {
        expect(size, 5);
        yield new TotpParameters(
            HashAlgorithm.valueOf(in.text()),
            new Digits(Math.toIntExact(in.unsigned())),
            Duration.ofSeconds(in.unsigned()),
            Instant.ofEpochSecond(in.unsigned()));
      }
      case "hotp" -> {
        expect(size, 4);
        yield new HotpParameters(
            HashAlgorithm.valueOf(in.text()),
            new Digits(Math.toIntExact(in.unsigned())),
            in.unsigned());
      }
      case "steam" -> new SteamParameters();
      case "motp" -> new MotpParameters();
      case "yandex" -> new YandexParameters();
      default -> throw new CborReader.MalformedException("an unknown type of code");
    };
  }

  static byte[] secret(OtpKey key) {
    CborWriter out = new CborWriter().array(2);
    key.secret().exposeTo(out::bytes);
    key.pin()
        .ifPresentOrElse(
            pin ->
                pin.expose(characters ->
                    out.bytes(new String(characters).getBytes(StandardCharsets.UTF_8))),
            out::nothing);
    return out.toByteArray();
  }

  static OtpKey secret(OtpParameters parameters, byte[] plaintext) {
    CborReader in = new CborReader(plaintext);
    expect(in.array(), 2);
    byte[] secret = in.bytes();
    try {
      Optional<Pin> pin =
          in.nothing()
              ? Optional.empty()
              : Optional.of(Pin.of(new String(in.bytes(), StandardCharsets.UTF_8)));
      in.end();
      return new OtpKey(parameters, SharedSecret.copyOf(secret), pin);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  static byte[] recoveryCodes(List<SavedRecoveryCode> codes) {
    CborWriter out = new CborWriter().array(codes.size());
    for (SavedRecoveryCode code : codes) {
      out.array(2).text(code.code());
      code.usedAt().ifPresentOrElse(at -> out.unsigned(at.getEpochSecond()), out::nothing);
    }
    return out.toByteArray();
  }

  static List<SavedRecoveryCode> recoveryCodes(byte[] plaintext) {
    CborReader in = new CborReader(plaintext);
    int size = in.array();
    List<SavedRecoveryCode> codes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      expect(in.array(), 2);
      String code = in.text();
      codes.add(
          new SavedRecoveryCode(
              code,
              in.nothing() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(in.unsigned()))));
    }
    in.end();
    return codes;
  }

  private static void expect(int found, int expected) {
    if (found != expected) {
      throw new CborReader.MalformedException("an array of another size than expected");
    }
  }
}
