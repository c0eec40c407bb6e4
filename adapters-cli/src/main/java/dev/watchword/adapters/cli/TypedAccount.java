package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
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
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// An account given by its parts: the names and numbers as options, the secret by standard input or
/// a prompt.
final class TypedAccount {

  private static final List<String> PARTS =
      List.of(
          "--issuer", "--account", "--type", "--digits", "--period", "--algorithm", "--counter");

  private TypedAccount() {}

  /// Whether any part was given.
  static boolean begun(ParseResult given) {
    return PARTS.stream().anyMatch(part -> Options.given(given, part));
  }

  /// The account as a Key URI.
  ///
  /// @throws Failure when parts are missing, out of range or do not fit the type
  static String uri(ParseResult given, Session session) {
    if (!Options.words(given).isEmpty()) {
      throw Failure.usage("Say either pictures or --issuer and --account, not both.");
    }
    Label label = label(given);
    String type = Options.text(given, "--type").orElse("totp").toLowerCase(Locale.ROOT);
    OtpParameters parameters = parameters(given, type);
    boolean piped = Options.given(given, "--secret-stdin") && !session.terminal().inputIsTerminal();
    SecretInput input = new SecretInput(session.terminal(), piped);
    char[] typed = input.next("Secret: ");
    try {
      SharedSecret secret = secret(type, typed);
      Optional<Pin> pin =
          type.equals("motp") || type.equals("yandex") ? Optional.of(pin(input)) : Optional.empty();
      try (KeyUri uri = new KeyUri(label, new OtpKey(parameters, secret, pin))) {
        return uri.reveal();
      }
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private static Label label(ParseResult given) {
    Optional<String> issuer = Options.text(given, "--issuer");
    Optional<String> account = Options.text(given, "--account");
    if (issuer.isEmpty() && account.isEmpty()) {
      throw Failure.usage("An account needs a name: say --issuer and --account.");
    }
    try {
      return new Label(issuer.orElse(""), account.orElse(""));
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--issuer and --account take at most 256 characters each.");
    }
  }

  private static OtpParameters parameters(ParseResult given, String type) {
    return switch (type) {
      case "totp" -> {
        refuse(given, type, "--counter");
        long period = Options.number(given, "--period").orElse(30L);
        if (period < 1 || period > 86_400) {
          throw Failure.usage("--period takes 1 to 86400 seconds.");
        }
        yield new TotpParameters(algorithm(given), digits(given), Duration.ofSeconds(period));
      }
      case "hotp" -> {
        refuse(given, type, "--period");
        long counter = Options.number(given, "--counter").orElse(0L);
        if (counter < 0) {
          throw Failure.usage("--counter takes a number from 0.");
        }
        yield new HotpParameters(algorithm(given), digits(given), counter);
      }
      case "steam" -> fixed(given, type, new SteamParameters());
      case "motp" -> fixed(given, type, new MotpParameters());
      case "yandex" -> fixed(given, type, new YandexParameters());
      default -> throw Failure.usage("--type takes totp, hotp, steam, motp or yandex.");
    };
  }

  private static OtpParameters fixed(ParseResult given, String type, OtpParameters parameters) {
    for (String option : List.of("--counter", "--period", "--digits", "--algorithm")) {
      refuse(given, type, option);
    }
    return parameters;
  }

  private static void refuse(ParseResult given, String type, String option) {
    if (Options.given(given, option)) {
      throw Failure.usage(option + " means nothing for a " + type + " account; leave it out.");
    }
  }

  private static HashAlgorithm algorithm(ParseResult given) {
    return HashAlgorithm.named(Options.text(given, "--algorithm").orElse("SHA1"))
        .orElseThrow(() -> Failure.usage("--algorithm takes SHA1, SHA256 or SHA512."));
  }

  private static Digits digits(ParseResult given) {
    long digits = Options.number(given, "--digits").orElse(6L);
    if (digits < 4 || digits > 10) {
      throw Failure.usage("--digits takes 4 to 10.");
    }
    return new Digits((int) digits);
  }

  private static SharedSecret secret(String type, char[] typed) {
    try {
      if (!type.equals("motp")) {
        SharedSecret secret = SharedSecret.ofBase32(CharBuffer.wrap(typed));
        if (type.equals("yandex") && secret.lengthBytes() < 16) {
          throw Failure.expected("bad-secret", "A Yandex secret has at least 16 bytes.");
        }
        return secret;
      }
      byte[] bytes = HexFormat.of().parseHex(CharBuffer.wrap(typed));
      try {
        return SharedSecret.copyOf(bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (IllegalArgumentException e) {
      throw Failure.expected(
          "bad-secret",
          type.equals("motp")
              ? "An mOTP secret is hexadecimal: the digits 0 to 9 and the letters a to f."
              : "A secret is Base32: the letters A to Z and the digits 2 to 7. Copy it from the"
                  + " site again.");
    }
  }

  private static Pin pin(SecretInput input) {
    char[] typed = input.next("PIN: ");
    try {
      return Pin.of(CharBuffer.wrap(typed));
    } catch (IllegalArgumentException e) {
      throw Failure.expected("bad-pin", "A PIN has 1 to 64 characters.");
    } finally {
      Arrays.fill(typed, '\0');
    }
  }
}
