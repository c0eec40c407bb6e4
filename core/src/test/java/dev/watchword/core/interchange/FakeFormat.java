package dev.watchword.core.interchange;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.Base32;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A format for tests of those who import and export: a first line `fake`, or `sealed` for a file
/// whose password is "open sesame"; then `ISSUER:ACCOUNT SECRET` a line, all else a broken item.
public final class FakeFormat implements BackupFormat, BackupWriter {

  /// What the last reading was allowed.
  public ImportLimits limits = ImportLimits.STANDARD;

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public String displayName() {
    return "Fake";
  }

  @Override
  public String variants() {
    return "lines";
  }

  @Override
  public Certainty recognise(BackupFile file) {
    String first = lines(file).getFirst();
    return first.equals("fake") || first.equals("sealed") ? Certainty.CERTAIN : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    limits = context.limits();
    if (lines(file).getFirst().equals("sealed")) {
      try (BackupPassword password = context.requirePassword(file, this)) {
        String text = password.expose(utf8 -> new String(utf8, StandardCharsets.UTF_8));
        if (!text.equals("open sesame")) {
          throw new BackupFileException(new FileError.WrongPassword(displayName()));
        }
      }
    }
    List<BackupItem> items = new ArrayList<>();
    for (String line : lines(file).subList(1, lines(file).size())) {
      String[] words = line.split("[: ]", -1);
      items.add(
          words.length == 3
              ? new BackupItem.Read(
                  items.size() + 1,
                  new NewEntry(
                      new Label(words[0], words[1]),
                      new OtpKey(TotpParameters.STANDARD, SharedSecret.ofBase32(words[2]))))
              : new BackupItem.Failed(items.size() + 1, "secret: missing"));
    }
    return new BackupContents(items, List.of(), List.of());
  }

  private static List<String> lines(BackupFile file) {
    return new String(file.bytes(), StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(this);
  }

  @Override
  public Protection protection() {
    return Protection.NONE;
  }

  @Override
  public Capacity capacity() {
    return Capacity.of(Set.of("totp"));
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    StringBuilder text = new StringBuilder("fake\n");
    for (NewEntry entry : entries) {
      text.append(entry.label().issuer())
          .append(':')
          .append(entry.label().accountName())
          .append(' ')
          .append(entry.key().secret().expose(Base32::encode))
          .append('\n');
    }
    return WrittenBackup.of("fake", "text/plain", text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
