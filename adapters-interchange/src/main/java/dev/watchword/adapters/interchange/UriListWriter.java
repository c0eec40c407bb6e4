package dev.watchword.adapters.interchange;

import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Capacity.Detail;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Writes a Key URI a line, with the tags as parameters that most programs pass over.
final class UriListWriter implements BackupWriter {

  private static final Capacity CAPACITY =
      Capacity.of(
          Set.of("totp", "hotp", "steam", "motp", "yandex"),
          Detail.TAGS,
          Detail.PIN,
          Detail.NO_ISSUER,
          Detail.ANY_HOTP);

  @Override
  public Protection protection() {
    return Protection.NONE;
  }

  @Override
  public Capacity capacity() {
    return CAPACITY;
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    StringBuilder lines = new StringBuilder();
    for (NewEntry entry : entries) {
      // the key stays the entry's: the URI is not closed
      lines.append(new KeyUri(entry.label(), entry.key()).reveal());
      entry.tags().forEach(tag -> lines.append("&tags=").append(PercentEncoded.of(tag)));
      lines.append('\n');
    }
    return WrittenBackup.of("txt", "text/plain", lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
