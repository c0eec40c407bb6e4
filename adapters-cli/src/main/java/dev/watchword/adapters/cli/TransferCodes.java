package dev.watchword.adapters.cli;

import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupItem;
import dev.watchword.core.interchange.FileReading;
import dev.watchword.core.interchange.ImportLimits;
import dev.watchword.core.interchange.PasswordSource;
import dev.watchword.core.keyuri.KeyUri;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The transfer codes of Google Authenticator's among what was scanned: each holds several
/// accounts, and one export may be spread over several pictures.
final class TransferCodes {

  private static final String SCHEME = "otpauth-migration:";
  private static final String FORMAT = "google-migration";

  private final Session session;
  private final List<String> seen = new ArrayList<>();

  TransferCodes(Session session) {
    this.session = session;
  }

  static boolean isOne(Payload payload) {
    String text = payload.exposeText().strip();
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /// The accounts of one code, with their codes at a time.
  List<ScannedAccount> accounts(Payload payload, Instant at) {
    seen.add(payload.exposeText());
    List<ScannedAccount> accounts = new ArrayList<>();
    switch (read(List.of(payload.exposeText())).getFirst()) {
      case FileReading.Refused refused ->
          accounts.add(
              new ScannedAccount.Unusable(
                  new PictureScan.Problem("bad-transfer", refused.error().sentence())));
      case FileReading.Opened opened -> {
        if (opened.contents().items().isEmpty()) {
          accounts.add(
              new ScannedAccount.Unusable(
                  new PictureScan.Problem("bad-transfer", "This transfer code holds no account.")));
        }
        for (BackupItem item : opened.contents().items()) {
          accounts.add(account(item, at));
        }
      }
    }
    return accounts;
  }

  private static ScannedAccount account(BackupItem item, Instant at) {
    return switch (item) {
      case BackupItem.Read read ->
          ScanCommand.usable(new KeyUri(read.entry().label(), read.entry().key()), at);
      case BackupItem.Failed failed ->
          new ScannedAccount.Unusable(
              new PictureScan.Problem(
                  "bad-account",
                  "Account "
                      + failed.position()
                      + " of this transfer can't be used: "
                      + Neutral.line(failed.reason())
                      + "."));
    };
  }

  /// What is missing of the exports that were seen, as sentences; none where all is there.
  List<String> missing() {
    if (seen.isEmpty()) {
      return List.of();
    }
    List<FileReading> readings = read(seen);
    try {
      return readings.stream()
          .flatMap(reading ->
              reading instanceof FileReading.Opened opened
                  ? opened.contents().warnings().stream()
                  : List.<String>of().stream())
          .distinct()
          .toList();
    } finally {
      readings.forEach(FileReading::close);
    }
  }

  private List<FileReading> read(List<String> texts) {
    List<BackupFile> files =
        texts.stream()
            .map(text -> new BackupFile("scan", text.getBytes(StandardCharsets.UTF_8)))
            .toList();
    try {
      return session
          .transfers()
          .reader()
          .read(
              files,
              Optional.of(FORMAT),
              ImportLimits.STANDARD,
              PasswordSource.NONE,
              Optional.empty());
    } finally {
      files.forEach(BackupFile::close);
    }
  }
}
