package dev.watchword.core.interchange;

import dev.watchword.core.keyuri.Label;
import dev.watchword.core.otp.OtpKey;
import dev.watchword.core.otp.TotpParameters;
import dev.watchword.core.secret.SharedSecret;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A format for tests: a first line with its mark, then a Base32 secret a line; `part INDEX SIZE`
/// is a transfer part, a password must be "open sesame".
final class LineFormat implements BackupFormat {

  private final String mark;
  private final Certainty certainty;
  private final boolean sealed;
  private int reads;

  LineFormat(String mark, Certainty certainty, boolean sealed) {
    this.mark = mark;
    this.certainty = certainty;
    this.sealed = sealed;
  }

  static BackupFile file(String path, String... lines) {
    return new BackupFile(path, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  int reads() {
    return reads;
  }

  @Override
  public String id() {
    return mark;
  }

  @Override
  public String displayName() {
    return "Format " + mark;
  }

  @Override
  public String variants() {
    return "lines";
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return lines(file).getFirst().equals(mark) || certainty == Certainty.POSSIBLE
        ? certainty
        : Certainty.NO;
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    reads++;
    if (sealed) {
      try (BackupPassword password = context.requirePassword(file, this)) {
        String text = password.expose(utf8 -> new String(utf8, StandardCharsets.UTF_8));
        if (!text.equals("open sesame") || !lines(file).getFirst().equals(mark)) {
          throw new BackupFileException(new FileError.WrongPassword(displayName()));
        }
      }
    }
    List<BackupItem> items = new ArrayList<>();
    List<TransferPart> parts = new ArrayList<>();
    for (String line : lines(file).subList(1, lines(file).size())) {
      int position = items.size() + 1;
      if (line.startsWith("part ")) {
        String[] words = line.split(" ", -1);
        parts.add(new TransferPart(7, Integer.parseInt(words[1]), Integer.parseInt(words[2])));
      } else if (line.equals("bad")) {
        items.add(new BackupItem.Failed(position, "secret: bad"));
      } else {
        OtpKey key = new OtpKey(TotpParameters.STANDARD, SharedSecret.ofBase32(line));
        items.add(
            new BackupItem.Read(position, new NewEntry(new Label("Shop", "a" + position), key)));
      }
    }
    return new BackupContents(items, List.of(), parts);
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.empty();
  }

  private static List<String> lines(BackupFile file) {
    return List.of(new String(file.bytes(), StandardCharsets.UTF_8).split("\n", -1));
  }
}
