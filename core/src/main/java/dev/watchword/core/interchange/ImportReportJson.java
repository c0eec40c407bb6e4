package dev.watchword.core.interchange;

import dev.watchword.core.interchange.ImportReport.FileReport;
import dev.watchword.core.interchange.ImportReport.Reported;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.otp.YandexParameters;
import dev.watchword.core.secret.Base32;
import java.util.Locale;
import java.util.Optional;

/// The stable JSON of an import report, one text for the command line and the web.
///
/// `{"files":[{"path","format","entries":[{"item","status","type","issuer","account","algorithm",
/// "digits","period","counter","pin","tags","notes","pinned","trashed","secret"}],"failures":
/// [{"item","reason"}],"warnings":[],"error":null,"message":null}]}`. `secret` is there and `pin`
/// has a value only when secrets are shown. `period` is null for HOTP, `counter` for all others.
public final class ImportReportJson {

  private final boolean showSecrets;
  private final JsonText json = new JsonText();

  private ImportReportJson(boolean showSecrets) {
    this.showSecrets = showSecrets;
  }

  /// The report as one document.
  ///
  /// @param showSecrets whether secrets (upper-case Base32 without padding) and PINs are written
  public static String write(ImportReport report, boolean showSecrets) {
    return new ImportReportJson(showSecrets).text(report);
  }

  private String text(ImportReport report) {
    json.open('{').name("files").open('[');
    report.files().forEach(this::file);
    return json.close(']').close('}').toString();
  }

  private void file(FileReport file) {
    json.open('{').name("path").text(file.path());
    json.name("format").text(file.format());
    json.name("entries").open('[');
    file.entries().forEach(this::entry);
    json.close(']').name("failures").open('[');
    for (BackupItem.Failed failed : file.failures()) {
      json.open('{').name("item").number(failed.position());
      json.name("reason").text(failed.reason()).close('}');
    }
    json.close(']').name("warnings").open('[');
    file.warnings().forEach(json::text);
    json.close(']').name("error").text(file.error().map(FileError::code));
    json.name("message").text(file.error().map(FileError::sentence)).close('}');
  }

  private void entry(Reported reported) {
    OtpKey key = reported.entry().key();
    OtpParameters parameters = key.parameters();
    json.open('{').name("item").number(reported.position());
    json.name("status").text(reported.status().name().toLowerCase(Locale.ROOT));
    json.name("type").text(parameters.type());
    json.name("issuer").text(reported.entry().label().issuer());
    json.name("account").text(reported.entry().label().accountName());
    json.name("algorithm").text(algorithm(parameters));
    json.name("digits").number(parameters.codeLength());
    json.name("period").number(period(parameters));
    json.name("counter")
        .number(
            parameters instanceof HotpParameters hotp
                ? Optional.of(hotp.counter())
                : Optional.empty());
    json.name("pin")
        .text(showSecrets ? key.pin().map(pin -> pin.expose(String::new)) : Optional.empty());
    json.name("tags").open('[');
    reported.entry().tags().forEach(json::text);
    json.close(']').name("notes").text(reported.entry().note());
    json.name("pinned").bool(reported.entry().pinned());
    json.name("trashed").bool(reported.entry().trashed());
    if (showSecrets) {
      json.name("secret").text(key.secret().expose(Base32::encode));
    }
    json.close('}');
  }

  private static String algorithm(OtpParameters parameters) {
    return switch (parameters) {
      case TotpParameters p -> p.algorithm().name();
      case HotpParameters p -> p.algorithm().name();
      case SteamParameters ignored -> "SHA1";
      case MotpParameters ignored -> "MD5";
      case YandexParameters ignored -> "SHA256";
    };
  }

  private static Optional<Long> period(OtpParameters parameters) {
    return switch (parameters) {
      case TotpParameters p -> Optional.of(p.period().toSeconds());
      case HotpParameters ignored -> Optional.empty();
      case SteamParameters ignored -> Optional.of(30L);
      case MotpParameters ignored -> Optional.of(10L);
      case YandexParameters ignored -> Optional.of(30L);
    };
  }
}
