package dev.watchword.adapters.storage;

import static dev.watchword.core.vault.SealedSamples.commit;
import static dev.watchword.core.vault.SealedSamples.entry;
import static dev.watchword.core.vault.SealedSamples.header;
import static dev.watchword.core.vault.SealedSamples.newEntry;
import static dev.watchword.core.vault.SealedSamples.vault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.access.TestTokens;
import dev.watchword.core.access.TokenScope;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.enrolment.EnrolmentOffer;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.Authenticator;
import dev.watchword.core.session.FakeAuthenticator;
import dev.watchword.core.session.Guarded;
import dev.watchword.core.session.OwnFactor;
import dev.watchword.core.session.OwnPasskeys;
import dev.watchword.core.session.OwnProviderAccount;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.session.Proof;
import dev.watchword.core.session.SignIn.FirstStep;
import dev.watchword.core.session.SignInByProvider;
import dev.watchword.core.session.SignedIn;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole store from SQLite to PostgreSQL and back (SECURITY BK-01, BK-02).
@Tag("postgres")
class StoreMoveTest {

  @TempDir Path folder;

  private Database sqlite(String name) {
    return Database.open(new DatabaseSettings.Sqlite(folder.resolve(name)));
  }

  private static Database postgresql() {
    return Database.open(PostgresqlServer.freshDatabase());
  }

  private static Accounts accounts(Database database) {
    var dialect = database.verifierDialect();
    return PeopleNode.accounts(
        new Accounts.Stores(
            new JdbiPersonRepository(database, dialect),
            new JdbiSessionRepository(database, dialect),
            new JdbiPasswordTallyRepository(database, dialect),
            new JdbiNoticeRepository(database),
            new JdbiPasskeyRepository(database, dialect),
            new JdbiProviderAccountRepository(database, dialect),
            new JdbiApiTokenRepository(database),
            new JdbiEnrolmentRepository(database, dialect),
            new JdbiRecoveryRepository(database, dialect),
            new JdbiAuditLog(database, dialect),
            database),
        FixedRandom.seeded(77),
        InstantSource.system());
  }

  /// Something in every table but custody's.
  private static void fill(Database database) {
    JdbiVaultRepository vaults = new JdbiVaultRepository(database);
    vaults.create(header(vault(1), 1));
    vaults.commit(commit(vault(1), 2, newEntry(entry(1), "a")));
    Accounts accounts = accounts(database);
    var ann = new PersonName("ann");
    var password = PeopleNode.password(PeopleNode.PASSWORD);
    accounts.add().firstOwner(ann, "Ann", password, PeopleNode.BY);
    accounts.signIn().password(ann, PeopleNode.password("no password of hers"), "t", PeopleNode.BY);
    var session =
        ((FirstStep.Passed) accounts.signIn().password(ann, password, "test", PeopleNode.BY))
            .session();
    SignedIn who = accounts.authenticate().authenticate(session.token()).orElseThrow();
    var begun = accounts.ownFactor().begin(who, Proof.of(password), PeopleNode.BY);
    EnrolmentOffer offer = ((Guarded.Done<EnrolmentOffer>) begun).value();
    String code = PeopleNode.key(offer).at(Instant.now()).code();
    var confirmed = accounts.ownFactor().confirm(who, SubmittedCode.of(code), PeopleNode.BY);
    var renewed = ((OwnFactor.Confirmation.Confirmed) confirmed).session();
    who = accounts.authenticate().authenticate(renewed.token()).orElseThrow();
    OwnPasskeys own = accounts.ownPasskeys();
    var added =
        own.add(
            who,
            new FakeAuthenticator("credential-of-ann", who.person().id()).make(own.challenge(who)),
            "Key",
            Authenticator.SITE,
            PeopleNode.BY);
    renewed = ((OwnPasskeys.Addition.Added) added).session();
    link(accounts, accounts.authenticate().authenticate(renewed.token()).orElseThrow());
    TestTokens.issuing(
            new JdbiApiTokenRepository(database), FixedRandom.seeded(78), InstantSource.system())
        .issue("token", Set.of(TokenScope.CODES_READ), Duration.ofDays(1));
    new LinkAudit(
            new JdbiAuditLog(database, database.verifierDialect()),
            new AuditTrail(new AuditKeys(PeopleNode.key()), "node-1"))
        .link();
    accounts.signIn().password(ann, password, "an entry that waits", PeopleNode.BY);
  }

  private static void link(Accounts accounts, SignedIn who) {
    String here = "https://codes.example.org/provider";
    var own = accounts.ownProviderAccount().orElseThrow();
    var sent = own.send(who, here);
    var visit = PeopleNode.PROVIDER.visit(sent.location(), "ann-at-example");
    var brought =
        new SignInByProvider.Brought(
            sent.verifier(), visit.state(), visit.code(), Optional.empty(), here);
    if (!(own.link(who, brought, PeopleNode.BY) instanceof OwnProviderAccount.Outcome.Linked)) {
      throw new AssertionError("not linked");
    }
  }

  /// Every row as text, by table; without the columns that a database numbers by itself.
  private static Map<String, List<String>> rows(Database database) {
    Map<String, List<String>> all = new TreeMap<>();
    for (String table : TableCopy.tables()) {
      all.put(
          table,
          database.query(session -> {
            List<String> rows = new ArrayList<>();
            try (PreparedStatement read =
                    session.connection().prepareStatement("SELECT * FROM " + table);
                ResultSet row = read.executeQuery()) {
              while (row.next()) {
                rows.add(text(row, table));
              }
            }
            rows.sort(null);
            return rows;
          }));
    }
    return all;
  }

  private static String text(ResultSet row, String table) throws java.sql.SQLException {
    var about = row.getMetaData();
    List<String> fields = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      String name = about.getColumnName(i);
      boolean numbered =
          name.equals("notice_id") || table.equals("audit_waiting") && name.equals("id");
      Object value = row.getObject(i);
      if (!numbered) {
        fields.add(
            name + "=" + (value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value));
      }
    }
    fields.sort(null);
    return String.join(" ", fields);
  }

  @Test
  void copiesADatabaseThatIsWrittenTo() throws Exception { // BK-01
    try (Database database = postgresql()) {
      new JdbiVaultRepository(database).create(header(vault(1), 1));
      CopiesUnderWrites.areEachOfOneInstant(database, folder);
    }
  }

  @Test
  void isTheSameInPostgresqlAndBackAgain() {
    Path first = folder.resolve("first.db");
    Path last = folder.resolve("last.db");
    Map<String, List<String>> before;
    try (Database sqlite = sqlite("first.db")) {
      fill(sqlite);
      before = rows(sqlite);
    }
    List<String> filled = new ArrayList<>(TableCopy.tables());
    filled.remove("custody_record");
    assertThat(before)
        .allSatisfy(
            (table, rows) -> assertThat(rows.isEmpty()).isNotEqualTo(filled.contains(table)));

    try (Database postgresql = postgresql()) {
      postgresql.fillFrom(first);
      assertThat(rows(postgresql)).isEqualTo(before);
      assertThat(new JdbiVaultRepository(postgresql).snapshot(vault(1)).orElseThrow().entries())
          .hasSize(1);
      assertThat(accounts(postgresql).list().named(new PersonName("ann"))).isPresent();
      postgresql.copyTo(last);
    }

    try (Database back = sqlite("last.db")) {
      assertThat(rows(back)).isEqualTo(before);
      accounts(back)
          .signIn()
          .password(new PersonName("ann"), PeopleNode.password("x"), "t", PeopleNode.BY);
    }
  }

  @Test
  void goesIntoAnEmptyStoreAlone() {
    try (Database sqlite = sqlite("first.db")) {
      fill(sqlite);
    }
    try (Database postgresql = postgresql()) {
      accounts(postgresql)
          .add()
          .firstOwner(
              new PersonName("bob"),
              "Bob",
              PeopleNode.password(PeopleNode.PASSWORD),
              PeopleNode.BY);
      Map<String, List<String>> before = rows(postgresql);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> postgresql.fillFrom(folder.resolve("first.db")))
          .withMessageContaining("empty");
      assertThat(rows(postgresql)).isEqualTo(before);
      Path there = folder.resolve("first.db");
      assertThatExceptionOfType(StorageException.class).isThrownBy(() -> postgresql.copyTo(there));
    }
  }

  /// BK-04: whoever restores raises the floor in the same transaction.
  @Test
  void isNotThereWhereWhatBelongsToItFails() {
    try (Database sqlite = sqlite("first.db")) {
      fill(sqlite);
    }
    try (Database postgresql = postgresql()) {
      Map<String, List<String>> before = rows(postgresql);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() ->
              postgresql.inTransaction(() -> {
                postgresql.fillFrom(folder.resolve("first.db"));
                throw new IllegalStateException("the floor was not raised");
              }));
      assertThat(rows(postgresql)).isEqualTo(before);
    }
  }

  @Test
  void namesEveryTable() {
    try (Database sqlite = sqlite("first.db")) {
      Set<String> tables =
          new HashSet<>(
              sqlite.query(session ->
                  session
                      .handle()
                      .createQuery(
                          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE"
                              + " 'sqlite_%'")
                      .mapTo(String.class)
                      .list()));
      tables.removeAll(TableCopy.tables());
      assertThat(tables)
          .containsExactlyInAnyOrder(
              "audit_turn",
              "owner_turn",
              "replay_floor",
              "verifier_macs",
              "api_token_macs",
              Migrations.HISTORY);
    }
  }
}
