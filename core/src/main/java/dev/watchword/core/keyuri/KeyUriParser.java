package dev.watchword.core.keyuri;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Reads Key URIs with the habits of the programs that write them.
final class KeyUriParser {

  private static final int MAX_BYTES = 8 * 1024;

  private KeyUriParser() {}

  static KeyUri parse(String text) throws KeyUriSyntaxException {
    String uri = text.strip();
    if (uri.length() > MAX_BYTES || uri.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new KeyUriSyntaxException("uri", "longer than 8 KiB");
    }
    int schemeEnd = uri.indexOf("://");
    String scheme = schemeEnd < 0 ? "" : uri.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "otpauth" -> otpauth(uri.substring(schemeEnd + 3));
      case "motp" -> motp(uri.substring(schemeEnd + 3));
      case "steam" -> steam(uri.substring(schemeEnd + 3));
      default -> {
        if (schemeEnd < 0 && uri.regionMatches(true, 0, "key=", 0, 4)) {
          yield keeOtp(uri);
        }
        throw new KeyUriSyntaxException("scheme", ForeignPayload.describe(uri));
      }
    };
  }

  private static KeyUri otpauth(String rest) throws KeyUriSyntaxException {
    int question = rest.indexOf('?');
    String path = question < 0 ? rest : rest.substring(0, question);
    Query query = Query.parse(question < 0 ? "" : rest.substring(question + 1));
    int slash = path.indexOf('/');
    String type = (slash < 0 ? path : path.substring(0, slash)).toLowerCase(Locale.ROOT);
    Label label = LabelReader.read(slash < 0 ? "" : path.substring(slash + 1), query);
    if (!type.equals("totp")
        && !type.equals("hotp")
        && !type.equals("steam")
        && !type.equals("yaotp")) {
      throw new KeyUriSyntaxException("type", "not one of totp, hotp, steam and yaotp");
    }
    OtpParameters parameters = parameters(type, label, query);
    SharedSecret secret = base32("secret", query.required("secret"));
    return new KeyUri(label, key(parameters, secret, query), query.extras());
  }

  private static OtpParameters parameters(String type, Label label, Query query)
      throws KeyUriSyntaxException {
    if (type.equals("yaotp")) {
      return new YandexParameters();
    }
    boolean steam =
        type.equals("steam")
            || query.flag("steam")
            || query.optional("encoder").map(e -> e.equalsIgnoreCase("steam")).orElse(false)
            || type.equals("totp") && label.issuer().equals("Steam");
    if (steam) {
      return new SteamParameters();
    }
    HashAlgorithm algorithm = algorithm("algorithm", query.optional("algorithm"));
    Digits digits = digits("digits", query.optional("digits"));
    if (type.equals("hotp")) {
      long counter =
          Numbers.read("counter", query.optional("counter").orElse("0"), 0, Long.MAX_VALUE);
      return new HotpParameters(algorithm, digits, counter);
    }
    return new TotpParameters(algorithm, digits, period("period", query.optional("period")));
  }

  private static OtpKey key(OtpParameters parameters, SharedSecret secret, Query query)
      throws KeyUriSyntaxException {
    if (!(parameters instanceof YandexParameters)) {
      return new OtpKey(parameters, secret);
    }
    if (secret.lengthBytes() < 16) {
      secret.close();
      throw new KeyUriSyntaxException("secret", "a Yandex secret has at least 16 bytes");
    }
    Optional<String> pin = query.optional("pin");
    if (pin.isEmpty()) {
      return new OtpKey(parameters, secret);
    }
    try (SharedSecret text = base32("pin", pin.get())) {
      return new OtpKey(
          parameters,
          secret,
          Optional.of(text.expose(b -> Pin.of(new String(b, StandardCharsets.UTF_8)))));
    } catch (IllegalArgumentException e) {
      secret.close();
      throw new KeyUriSyntaxException("pin", "not 1 to 64 characters");
    }
  }

  private static KeyUri motp(String rest) throws KeyUriSyntaxException {
    int question = rest.indexOf('?');
    Query query = Query.parse(question < 0 ? "" : rest.substring(question + 1));
    Label label = LabelReader.read(question < 0 ? rest : rest.substring(0, question), query);
    byte[] secret;
    try {
      secret = HexFormat.of().parseHex(query.required("secret").strip());
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException("secret", "not hexadecimal, as an mOTP secret is");
    }
    Optional<Pin> pin = query.optional("pin").filter(p -> p.length() <= 64).map(Pin::of);
    return new KeyUri(label, new OtpKey(new MotpParameters(), owned(secret), pin), query.extras());
  }

  private static KeyUri steam(String secret) throws KeyUriSyntaxException {
    String text = secret.endsWith("/") ? secret.substring(0, secret.length() - 1) : secret;
    return new KeyUri(
        new Label("Steam", ""), new OtpKey(new SteamParameters(), base32("secret", text)));
  }

  private static KeyUri keeOtp(String text) throws KeyUriSyntaxException {
    Query query = Query.parse(text);
    HashAlgorithm algorithm = algorithm("otpHashMode", query.optional("otphashmode"));
    Digits digits = digits("size", query.optional("size"));
    String type = query.optional("type").orElse("totp").toLowerCase(Locale.ROOT);
    OtpParameters parameters =
        switch (type) {
          case "totp" ->
              new TotpParameters(algorithm, digits, period("step", query.optional("step")));
          case "hotp" ->
              new HotpParameters(
                  algorithm,
                  digits,
                  Numbers.read(
                      "counter", query.optional("counter").orElse("0"), 0, Long.MAX_VALUE));
          case "steam" -> new SteamParameters();
          default -> throw new KeyUriSyntaxException("type", "not one of totp, hotp and steam");
        };
    return new KeyUri(
        new Label("", ""),
        new OtpKey(parameters, base32("key", query.required("key"))),
        query.extras());
  }

  private static HashAlgorithm algorithm(String name, Optional<String> value)
      throws KeyUriSyntaxException {
    if (value.isEmpty()) {
      return HashAlgorithm.SHA1;
    }
    return HashAlgorithm.named(value.get())
        .orElseThrow(() -> new KeyUriSyntaxException(name, "not one of SHA1, SHA256 and SHA512"));
  }

  private static Digits digits(String name, Optional<String> value) throws KeyUriSyntaxException {
    return value.isEmpty() ? Digits.SIX : new Digits((int) Numbers.read(name, value.get(), 4, 10));
  }

  private static Duration period(String name, Optional<String> value) throws KeyUriSyntaxException {
    return Duration.ofSeconds(value.isEmpty() ? 30 : Numbers.read(name, value.get(), 1, 86_400));
  }

  private static SharedSecret base32(String name, String text) throws KeyUriSyntaxException {
    byte[] bytes;
    try {
      bytes = Base32.decode(text);
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException(
          name, "not Base32 (the letters A to Z and the digits 2 to 7)");
    }
    if (bytes.length > SharedSecret.MAX_LENGTH_BYTES) {
      throw new KeyUriSyntaxException(name, "longer than 1,024 bytes");
    }
    return owned(bytes);
  }

  private static SharedSecret owned(byte[] bytes) throws KeyUriSyntaxException {
    try {
      return SharedSecret.copyOf(bytes);
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException("secret", "not 1 to 1,024 bytes");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
