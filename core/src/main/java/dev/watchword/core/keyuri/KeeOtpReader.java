package dev.watchword.core.keyuri;

import static dev.watchword.core.keyuri.ParameterReader.algorithm;
import static dev.watchword.core.keyuri.ParameterReader.base32;
import static dev.watchword.core.keyuri.ParameterReader.counter;
import static dev.watchword.core.keyuri.ParameterReader.digits;
import static dev.watchword.core.keyuri.ParameterReader.period;

import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import java.util.Locale;
import java.util.Optional;

/// Reads the text that KeeOtp, a plug-in of KeePass, keeps in an entry:
/// `key=…&step=…&size=…&otpHashMode=…`, which names neither issuer nor account.
final class KeeOtpReader {

  private KeeOtpReader() {}

  static KeyUri read(String text) throws KeyUriSyntaxException {
    Query query = Query.parse(text);
    Optional<String> encoding = query.optional("encoding");
    if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("base32")) {
      throw new KeyUriSyntaxException("encoding", "not Base32, the only one that is read");
    }
    OtpParameters parameters = parameters(query);
    return new KeyUri(
        new Label("", ""),
        new OtpKey(parameters, base32("key", query.required("key"))),
        query.extras());
  }

  private static OtpParameters parameters(Query query) throws KeyUriSyntaxException {
    String type = query.optional("type").orElse("totp").toLowerCase(Locale.ROOT);
    return switch (type) {
      case "totp" ->
          new TotpParameters(
              algorithm("otpHashMode", query.optional("otphashmode")),
              digits("size", query.optional("size")),
              period("step", query.optional("step")));
      case "hotp" ->
          new HotpParameters(
              algorithm("otpHashMode", query.optional("otphashmode")),
              digits("size", query.optional("size")),
              counter("counter", query.optional("counter")));
      case "steam" -> new SteamParameters();
      default -> throw new KeyUriSyntaxException("type", "not one of totp, hotp and steam");
    };
  }
}
