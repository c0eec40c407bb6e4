package dev.watchword.adapters.interchange;

import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupPassword;
import dev.watchword.core.interchange.WriteContext;
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
import dev.watchword.core.vault.Icon;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.SavedRecoveryCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Entries to write, and what writers need.
final class Samples {

  static final String PASSWORD = "correct horse battery staple";

  private Samples() {}

  static NewEntry plain(String issuer, String account, OtpParameters parameters) {
    return new NewEntry(new Label(issuer, account), new OtpKey(parameters, secret()));
  }

  private static SharedSecret secret() {
    return SharedSecret.random(new SecureRandom(), 20);
  }

  /// One of each kind, with everything that an entry can have.
  static List<NewEntry> all() {
    Icon icon = new Icon(onePixel());
    return List.of(
        new NewEntry(
            new Label("Café & Größe <b>", "ann:x@example.org"),
            new OtpKey(TotpParameters.STANDARD, secret()),
            List.of("Work", "Ünï x"),
            "a note\nof two lines",
            true,
            false,
            Optional.of(icon),
            List.of(
                new SavedRecoveryCode("one two", Optional.empty()),
                new SavedRecoveryCode("three", Optional.of(Instant.ofEpochSecond(1_700_000_000))))),
        plain(
            "Later",
            "jo",
            new TotpParameters(
                HashAlgorithm.SHA1,
                Digits.SIX,
                Duration.ofSeconds(30),
                Instant.ofEpochSecond(1_000_000_000))),
        plain(
            "Bank",
            "bo",
            new TotpParameters(HashAlgorithm.SHA512, new Digits(8), Duration.ofSeconds(60))),
        plain(
            "Seven",
            "cy",
            new TotpParameters(HashAlgorithm.SHA256, new Digits(7), Duration.ofSeconds(30))),
        plain("Door", "di", new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, 0)),
        plain("Gate", "ed", new HotpParameters(HashAlgorithm.SHA256, Digits.EIGHT, 1L << 53)),
        plain("Steam", "fay", new SteamParameters()),
        plain("", "no issuer", TotpParameters.STANDARD),
        new NewEntry(
            new Label("Mobile", "gus"),
            new OtpKey(new MotpParameters(), secret(), Optional.of(Pin.of("1234")))),
        new NewEntry(
            new Label("Yandex", "hal"),
            new OtpKey(new YandexParameters(), secret(), Optional.of(Pin.of("5239")))),
        new NewEntry(
            new Label("Gone", "ivy"),
            new OtpKey(TotpParameters.STANDARD, secret()),
            List.of("Work"),
            "",
            false,
            true,
            Optional.empty(),
            List.of()));
  }

  /// A PNG of one pixel as the JDK writes it, so that encoding it anew gives the same bytes.
  private static byte[] onePixel() {
    try (var out = new ByteArrayOutputStream()) {
      var picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WriteContext context(boolean encrypted) {
    return new WriteContext(
        encrypted ? Optional.of(BackupPassword.of(PASSWORD.toCharArray())) : Optional.empty(),
        new SecureRandom(),
        new TextQr(),
        Instant.parse("2026-11-24T10:00:00Z"));
  }

  /// "Draws" a code as its text.
  private static final class TextQr implements QrRenderer {

    @Override
    public byte[] png(String text, int pixelsPerModule) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String svg(String text) {
      return "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";
    }

    @Override
    public String blocks(String text, boolean darkBackground) {
      return text;
    }
  }
}
