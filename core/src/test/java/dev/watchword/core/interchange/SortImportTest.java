package dev.watchword.core.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.interchange.ImportReport.Status;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.Digits;
import dev.watchword.core.otp.HashAlgorithm;
import dev.watchword.core.otp.HotpParameters;
import dev.watchword.core.otp.MotpParameters;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.OtpParameters;
import dev.watchword.core.otp.SteamParameters;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.Pin;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// IM-16.
class SortImportTest {

  private static OtpKey key(String base32, OtpParameters parameters) {
    return new OtpKey(parameters, SharedSecret.ofBase32(base32));
  }

  private static HotpParameters hotp(long counter) {
    return new HotpParameters(HashAlgorithm.SHA1, Digits.SIX, counter);
  }

  private static ImportReport sort(List<OtpKey> existing, OtpKey... incoming) {
    List<BackupItem> items = new ArrayList<>();
    for (OtpKey key : incoming) {
      items.add(new BackupItem.Read(items.size() + 1, new NewEntry(new Label("x", "y"), key)));
    }
    SortImport sorting = new SortImport();
    existing.forEach(sorting::know);
    return sorting.sort(
        List.of(
            new FileReading.Opened("f", "aegis", new BackupContents(items, List.of(), List.of()))));
  }

  private static List<Status> statuses(ImportReport report) {
    return report.files().getFirst().entries().stream().map(ImportReport.Reported::status).toList();
  }

  @Test
  void theSameSecretTypeAndParametersAreKeptOnce() {
    ImportReport report =
        sort(
            List.of(key("MFRGGZDF", TotpParameters.STANDARD)),
            key("mfrg gzdf", TotpParameters.STANDARD),
            key("MFRGGZDG", TotpParameters.STANDARD),
            key("MFRGGZDG", TotpParameters.STANDARD));
    assertThat(statuses(report)).containsExactly(Status.DUPLICATE, Status.ADDED, Status.DUPLICATE);
    assertThat(report.added()).hasSize(1);
  }

  @Test
  void anotherTypeOrParameterIsAnotherKey() {
    ImportReport report =
        sort(
            List.of(key("MFRGGZDF", TotpParameters.STANDARD)),
            key("MFRGGZDF", new SteamParameters()),
            key(
                "MFRGGZDF",
                new TotpParameters(
                    HashAlgorithm.SHA1, Digits.EIGHT, TotpParameters.STANDARD.period())),
            key("MFRGGZDF", hotp(0)),
            new OtpKey(
                new MotpParameters(),
                SharedSecret.ofBase32("MFRGGZDF"),
                Optional.of(Pin.of("1234"))),
            new OtpKey(
                new MotpParameters(),
                SharedSecret.ofBase32("MFRGGZDF"),
                Optional.of(Pin.of("1235"))));
    assertThat(statuses(report)).containsOnly(Status.ADDED);
  }

  @Test
  void aMovedCounterIsTheSameKeyAndIsTold() {
    ImportReport report =
        sort(List.of(key("MFRGGZDF", hotp(5))), key("MFRGGZDF", hotp(3)), key("MFRGGZDF", hotp(9)));
    assertThat(statuses(report)).containsExactly(Status.DUPLICATE, Status.DUPLICATE);
    assertThat(report.files().getFirst().warnings())
        .containsExactly(
            "Item 2 is a duplicate whose counter (9) is ahead of the one that is kept (5).");
  }

  @Test
  void noneOfTenThousandDifferentKeysIsADuplicate() {
    OtpKey[] keys = new OtpKey[10_000];
    for (int i = 0; i < keys.length; i++) {
      byte[] secret = new byte[20];
      secret[0] = (byte) i;
      secret[1] = (byte) (i >> 8);
      keys[i] = new OtpKey(TotpParameters.STANDARD, SharedSecret.copyOf(secret));
    }
    assertThat(sort(List.of(), keys).added()).hasSize(10_000);
  }
}
