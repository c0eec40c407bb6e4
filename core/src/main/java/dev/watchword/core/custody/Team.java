package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/// People to whom something is granted together.
///
/// @param name 1 to 64 characters
/// @param members their ids, at most 1,000
public record Team(UUID id, String name, Set<UUID> members) implements CustodyRecord {

  static final RecordType<Team> TYPE = new RecordType<>(RecordKind.TEAM, Team::read);

  public Team {
    name = PlainText.checked("name", name, 1, 64);
    members = Set.copyOf(members);
    if (members.size() > 1000) {
      throw new IllegalArgumentException("members: at most 1000, got " + members.size());
    }
  }

  @Override
  public RecordColumns columns() {
    return RecordColumns.of(RecordColumns.NOBODY, RecordColumns.NOBODY);
  }

  @Override
  public void write(CborWriter out) {
    out.text(name).array(members.size());
    members.stream().sorted().forEach(out::uuid);
  }

  static Team read(UUID id, CborReader in) {
    String name = in.text();
    int size = in.array();
    Set<UUID> members = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      members.add(in.uuid());
    }
    return new Team(id, name, members);
  }
}
