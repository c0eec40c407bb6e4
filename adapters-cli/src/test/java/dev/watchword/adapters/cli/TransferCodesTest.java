package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupItem;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.interchange.TransferPart;
import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.OpenVault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scan` on transfer codes, each of which holds several accounts.
class TransferCodesTest {

  /// `otpauth-migration://INDEX/SIZE/NAME/NAME…`, where the name `bad` is a broken account.
  private static final class FakeTransfer implements BackupFormat {

    @Override
    public String id() {
      return "google-migration";
    }

    @Override
    public String displayName() {
      return "transfer";
    }

    @Override
    public String variants() {
      return "";
    }

    @Override
    public Certainty recognise(BackupFile file) {
      return Certainty.CERTAIN;
    }

    @Override
    public BackupContents read(BackupFile file, ReadContext context) {
      String[] words = new String(file.bytes(), StandardCharsets.UTF_8).split("/", -1);
      List<BackupItem> items = new ArrayList<>();
      for (int i = 4; i < words.length; i++) {
        int position = i - 3;
        items.add(
            words[i].equals("bad")
                ? new BackupItem.Failed(position, "secret: missing")
                : new BackupItem.Read(
                    position,
                    new NewEntry(
                        new Label("Shop", words[i]),
                        new OtpKey(
                            TotpParameters.STANDARD, SharedSecret.ofBase32("MFRGG" + words[i])))));
      }
      int index = Integer.parseInt(words[2]);
      int size = Integer.parseInt(words[3]);
      return new BackupContents(items, List.of(), List.of(new TransferPart(7, index, size)));
    }
  }

  @TempDir private Path folder;
  private CliFixture cli;
  private String first;
  private String second;

  @BeforeEach
  void setUp() {
    cli = CliFixture.withVault(folder);
    cli.formats = List.of(new FakeTransfer());
    first = cli.picture("1.png", "otpauth-migration://0/2/ann/bad");
    second = cli.picture("2.png", "otpauth-migration://1/2/bo/cy");
  }

  @Test
  void showsEveryAccountOfATransferCodeWithItsCode() {
    assertThat(cli.run("scan", second)).isZero();
    assertThat(cli.out().lines()).hasSize(2).allMatch(l -> l.matches("Shop\t..\t[0-9]{6}\t.*"));
  }

  @Test
  void saysThatATransferHoldsNothing() { // UP-06
    assertThat(cli.run("scan", cli.picture("3.png", "otpauth-migration://0/1"))).isEqualTo(1);
    assertThat(cli.err()).contains("This transfer code holds no account.");
    cli.run("scan", cli.picture("4.png", "otpauth-migration://0/1"), "-o", "json");
    assertThat(cli.out()).contains("\"code\":\"bad-transfer\"");
  }

  @Test
  void namesWhatIsMissingOfAnExportOverAllPictures() {
    cli.run("scan", first);
    assertThat(cli.err()).contains("missing: 2").contains("Account 2 of this transfer");
    cli.run("scan", first, "-o", "json");
    assertThat(cli.out()).contains("\"warnings\":[\"This transfer has 2 codes; missing: 2.");

    cli.run("scan", first, second);
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.err()).doesNotContain("missing: ");
  }

  @Test
  void storesThemWhereThatIsAskedFor() {
    assertThat(cli.run("scan", "--add", first, second)).isZero();
    try (OpenVault vault = cli.open()) {
      assertThat(vault.entries()).extracting(e -> e.label().accountName()).contains("ann", "cy");
      assertThat(vault.entries()).hasSize(3);
    }
  }
}
