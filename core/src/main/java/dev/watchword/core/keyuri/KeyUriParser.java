package dev.watchword.core.keyuri;

import static dev.watchword.core.keyuri.ParameterReader.algorithm;
import static dev.watchword.core.keyuri.ParameterReader.base32;
import static dev.watchword.core.keyuri.ParameterReader.counter;
import static dev.watchword.core.keyuri.ParameterReader.digits;
import static dev.watchword.core.keyuri.ParameterReader.owned;
import static dev.watchword.core.keyuri.ParameterReader.period;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// Reads Key URIs with the habits of the programs that write them.
final class KeyUriParser {

  private KeyUriParser() {}

  static KeyUri parse(String text) throws KeyUriSyntaxException {
    String uri = text.strip();
    if (uri.length() > KeyUri.MAX_BYTES
        || uri.getBytes(StandardCharsets.UTF_8).length > KeyUri.MAX_BYTES) {
      throw new KeyUriSyntaxException("uri", "longer than 8 KiB");
    }
    int schemeEnd = uri.indexOf("://");
    String scheme = schemeEnd < 0 ? "" : uri.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "otpauth" -> otpauth(uri.substring(schemeEnd + 3));
      case "motp" -> motp(uri.substring(schemeEnd + 3));
      case "steam" -> steam(uri.substring(schemeEnd + 3));
      default -> {
        if (uri.regionMatches(true, 0, "key=", 0, 4)) {
          yield KeeOtpReader.read(uri);
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
    OtpParameters parameters = parameters(type, label, query);
    Optional<Pin> pin =
        parameters instanceof YandexParameters ? yandexPin(query) : Optional.empty();
    SharedSecret secret = base32("secret", query.required("secret"));
    try {
      return new KeyUri(label, new OtpKey(parameters, secret, pin), query.extras());
    } catch (IllegalArgumentException e) {
      secret.close();
      pin.ifPresent(Pin::close);
      throw new KeyUriSyntaxException("secret", "not a Yandex secret (wrong length or checksum)");
    }
  }

  private static OtpParameters parameters(String type, Label label, Query query)
      throws KeyUriSyntaxException {
    boolean steamAsked = steamAsked(query);
    return switch (type) {
      case "yaotp" -> new YandexParameters();
      case "steam" -> new SteamParameters();
      case "hotp" -> {
        if (steamAsked) {
          throw new KeyUriSyntaxException("type", "hotp, but Steam codes go by time");
        }
        yield new HotpParameters(
            algorithm("algorithm", query.optional("algorithm")),
            digits("digits", query.optional("digits")),
            counter("counter", query.optional("counter")));
      }
      case "totp" -> {
        if (steamAsked || label.meansSteam()) {
          yield new SteamParameters();
        }
        yield new TotpParameters(
            algorithm("algorithm", query.optional("algorithm")),
            digits("digits", query.optional("digits")),
            period("period", query.optional("period")));
      }
      default -> throw new KeyUriSyntaxException("type", "not one of totp, hotp, steam and yaotp");
    };
  }

  /// Whether `encoder=steam` or a bare `steam` stands there; any other encoder would be a guess.
  private static boolean steamAsked(Query query) throws KeyUriSyntaxException {
    Optional<String> encoder = query.optional("encoder");
    if (encoder.isPresent() && !encoder.get().equalsIgnoreCase("steam")) {
      throw new KeyUriSyntaxException("encoder", "not steam, the only one that is known");
    }
    Optional<String> value = query.optional("steam");
    if (value.isPresent() && !value.get().equalsIgnoreCase("true")) {
      throw new KeyUriSyntaxException("steam", "has a value, but is to stand alone");
    }
    return encoder.isPresent() || query.has("steam");
  }

  private static Optional<Pin> yandexPin(Query query) throws KeyUriSyntaxException {
    Optional<String> base32 = query.optional("pin");
    if (base32.isEmpty()) {
      return Optional.empty();
    }
    byte[] utf8;
    try (SharedSecret text = base32("pin", base32.get())) {
      utf8 = text.expose(byte[]::clone);
    }
    try {
      CharBuffer characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      try {
        return Optional.of(pin(characters));
      } finally {
        Arrays.fill(characters.array(), '\0');
      }
    } catch (CharacterCodingException e) {
      throw new KeyUriSyntaxException("pin", "not the Base32 of a text");
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  private static Pin pin(CharSequence characters) throws KeyUriSyntaxException {
    if (characters.length() > Pin.MAX_LENGTH) {
      throw new KeyUriSyntaxException("pin", "not 1 to 64 characters");
    }
    return Pin.of(characters);
  }

  private static KeyUri motp(String rest) throws KeyUriSyntaxException {
    int question = rest.indexOf('?');
    Query query = Query.parse(question < 0 ? "" : rest.substring(question + 1));
    Label label = LabelReader.read(question < 0 ? rest : rest.substring(0, question), query);
    Optional<String> given = query.optional("pin");
    Optional<Pin> pin = given.isPresent() ? Optional.of(pin(given.get())) : Optional.empty();
    byte[] secret;
    try {
      secret = HexFormat.of().parseHex(query.required("secret").strip());
    } catch (IllegalArgumentException e) {
      throw new KeyUriSyntaxException("secret", "not hexadecimal, as an mOTP secret is");
    }
    return new KeyUri(
        label, new OtpKey(new MotpParameters(), owned("secret", secret), pin), query.extras());
  }

  private static KeyUri steam(String rest) throws KeyUriSyntaxException {
    String text = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    String secret = PercentDecoder.decode("secret", text, false);
    if (secret.isBlank()) {
      throw new KeyUriSyntaxException("secret", "missing");
    }
    return new KeyUri(
        new Label(Label.STEAM, ""), new OtpKey(new SteamParameters(), base32("secret", secret)));
  }
}
