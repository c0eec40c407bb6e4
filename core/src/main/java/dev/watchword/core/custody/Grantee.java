package dev.watchword.core.custody;

import dev.watchword.core.vault.CborReader;
import dev.watchword.core.vault.CborWriter;
import java.util.UUID;

/// Whom a grant is for.
public sealed interface Grantee {

  /// One person.
  record Person(UUID id) implements Grantee {}

  /// Whoever is in a team at the time.
  record Members(UUID team) implements Grantee {}

  /// Every owner and operator.
  record AnyOperator() implements Grantee {}

  /// What the grant is found by.
  default UUID key() {
    return switch (this) {
      case Person person -> person.id();
      case Members members -> members.team();
      case AnyOperator any -> ANY;
    };
  }

  UUID ANY = new UUID(0, 1);

  static void write(Grantee grantee, CborWriter out) {
    out.unsigned(grantee instanceof Person ? 0 : grantee instanceof Members ? 1 : 2)
        .uuid(grantee.key());
  }

  static Grantee read(CborReader in) {
    long kind = in.unsigned();
    UUID id = in.uuid();
    return kind == 0 ? new Person(id) : kind == 1 ? new Members(id) : new AnyOperator();
  }
}
