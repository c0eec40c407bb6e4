package dev.watchword.adapters.http;

import dev.watchword.core.interchange.BackupContents;
import dev.watchword.core.interchange.BackupFile;
import dev.watchword.core.interchange.BackupFileException;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.interchange.BackupItem;
import dev.watchword.core.interchange.BackupWriter;
import dev.watchword.core.interchange.Capacity;
import dev.watchword.core.interchange.Certainty;
import dev.watchword.core.interchange.ReadContext;
import dev.watchword.core.interchange.WriteContext;
import dev.watchword.core.interchange.WrittenBackup;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.vault.NewEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A format of Key URIs, one a line, that holds TOTP alone and loses notes; its encryption is a
/// line that says so.
final class FakeWrittenFormat implements BackupFormat, BackupWriter {

  static final String ID = "fake-written";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Fake, written";
  }

  @Override
  public String variants() {
    return "one";
  }

  @Override
  public Certainty recognise(BackupFile file) {
    return Certainty.values()[0];
  }

  @Override
  public BackupContents read(BackupFile file, ReadContext context) throws BackupFileException {
    List<BackupItem> items = new ArrayList<>();
    String text = new String(file.bytes(), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      if (!line.equals("sealed")) {
        try {
          KeyUri uri = KeyUri.parse(line);
          items.add(new BackupItem.Read(items.size() + 1, new NewEntry(uri.label(), uri.key())));
        } catch (KeyUriSyntaxException e) {
          items.add(new BackupItem.Failed(items.size() + 1, e.problem()));
        }
      }
    }
    return new BackupContents(items, List.of(), List.of());
  }

  @Override
  public Optional<BackupWriter> writer() {
    return Optional.of(this);
  }

  @Override
  public Protection protection() {
    return Protection.OPTIONAL;
  }

  @Override
  public Capacity capacity() {
    return Capacity.of(Set.of("totp"), Capacity.Detail.NO_ISSUER);
  }

  @Override
  public WrittenBackup write(List<NewEntry> entries, WriteContext context) {
    StringBuilder text = new StringBuilder(context.password().isPresent() ? "sealed\n" : "");
    for (NewEntry entry : entries) {
      text.append(new KeyUri(entry.label(), entry.key()).reveal()).append('\n');
    }
    return WrittenBackup.of("txt", "text/plain", text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
