package dev.watchword.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.adapters.cli.WatchwordCli;
import dev.watchword.adapters.storage.Database;
import dev.watchword.adapters.storage.DatabaseSettings;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.HandOver;
import dev.watchword.core.custody.Held;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.custody.Receipts;
import dev.watchword.core.custody.Team;
import dev.watchword.core.custody.Webhook;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.people.AddPerson;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Role;
import dev.watchword.core.restore.EndAgain;
import dev.watchword.core.restore.EndAgain.Ended;
import dev.watchword.core.restore.LaterEnds;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.NewEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was revoked or ended after a backup does not come back with it, where the vault that is
/// replaced tells of it (SECURITY BK-05).
class EndedAgainTest {

  private static final Custodian OLGA = new Custodian(new UUID(0, 1), "Olga", true, ServedParts.BY);
  private static final String ACCOUNT =
      "otpauth://totp/OpenAI:ann?issuer=OpenAI&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  @TempDir Path folder;

  private Path backup;

  @BeforeEach
  void keepThePassphrase() throws IOException {
    backup = folder.resolve("a.backup");
    Path passphrase = Files.writeString(folder.resolve("passphrase"), ServedParts.PASSPHRASE);
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
  }

  private Path store() {
    return folder.resolve("vault.db");
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME", folder.toString(),
        "XDG_STATE_HOME", folder.resolve("state").toString(),
        "WATCHWORD_VAULT", store().toString(),
        "WATCHWORD_PASSPHRASE_FILE", folder.resolve("passphrase").toString());
  }

  private void run(String... arguments) {
    try (Composition composition = new Composition(environment())) {
      assertThat(new WatchwordCli(environment(), composition).run(arguments)).isZero();
    }
  }

  private Database database() {
    return Database.open(new DatabaseSettings.Sqlite(store()));
  }

  private ServedParts on(Database database) {
    return ServedParts.on(database, TestNodes.named("node-1", folder.resolve("anchor")));
  }

  private static Subscriber subscriber(String name) {
    return Subscriber.of("shop", name);
  }

  private static Person person(ServedParts server, String name, Role role) {
    try (Passphrase password = Passphrase.of("correct horse battery staple".toCharArray())) {
      var outcome =
          server
              .accounts()
              .add()
              .withPassword(new PersonName(name), name, role, password, ServedParts.BY);
      return ((AddPerson.Outcome.Added) outcome).person();
    }
  }

  private static Person now(ServedParts server, Person person) {
    return server.accounts().list().find(person.id()).orElseThrow();
  }

  /// @return what opens the receipt
  private static String handedOver(ServedParts server) throws Exception {
    Instant now = Instant.now();
    var terms =
        new LinkTerms(
            "Ann Customer",
            "OpenAI",
            "ann",
            "top up",
            now.plus(Duration.ofDays(7)),
            now.plus(Duration.ofDays(3)),
            2,
            List.of(new Grantee.Person(OLGA.id())),
            ReadingRules.NONE);
    var link = server.custody().links().make(OLGA, terms, Optional.empty());
    KeyUri uri = KeyUri.parse(ACCOUNT);
    var done =
        (HandOver.Outcome.Done)
            server
                .custody()
                .handOver()
                .handOver(
                    link.token().reveal(),
                    "",
                    List.of(new NewEntry(uri.label(), uri.key())),
                    ServedParts.BY);
    return done.token().reveal();
  }

  private static Receipts.View receipt(ServedParts server, String token) {
    return server.custody().receipts().show(token).orElseThrow();
  }

  private static Held.State state(ServedParts server, String receipt) {
    return receipt(server, receipt).held().getFirst().state();
  }

  @Test
  void doesNotComeBack() throws Exception { // BK-05
    Person removed;
    Person shutOut;
    Person lesser;
    Person changed;
    Person untouched;
    String ended;
    String held;
    String endedByStaff;
    Team team;
    Team dissolved;
    Webhook gone;
    Webhook kept;
    try (Database database = database();
        ServedParts server = on(database).made()) {
      person(server, "Owen", Role.OWNER);
      removed = person(server, "Ria", Role.OPERATOR);
      shutOut = person(server, "Sam", Role.OPERATOR);
      lesser = person(server, "Les", Role.OWNER);
      changed = person(server, "Fay", Role.OPERATOR);
      untouched = person(server, "Una", Role.OPERATOR);
      server.enrol(changed.id().subscriber());
      server.enrol(untouched.id().subscriber());
      server.enrol(subscriber("revoked"));
      server.enrol(subscriber("replaced"));
      server.enrol(subscriber("untouched"));
      ended = handedOver(server);
      held = handedOver(server);
      endedByStaff = handedOver(server);
      Set<UUID> all = Set.of(shutOut.id().value(), lesser.id().value(), untouched.id().value());
      team = server.custody().teams().add(OLGA, "desk", all);
      dissolved = server.custody().teams().add(OLGA, "night", all);
      gone =
          server.custody().webhooks().add(OLGA, URI.create("https://a.example/"), Set.of("notice"));
      kept =
          server.custody().webhooks().add(OLGA, URI.create("https://b.example/"), Set.of("notice"));
    }
    run("backup", backup.toString());
    try (Database database = database();
        ServedParts server = on(database).unlocked()) {
      var accounts = server.accounts();
      accounts.remove().remove(Optional.empty(), removed.id(), ServedParts.BY);
      accounts.change().disabled(Optional.empty(), shutOut.id(), true, ServedParts.BY);
      accounts.change().role(Optional.empty(), lesser.id(), Role.VIEWER, ServedParts.BY);
      server.verifier().revoke().revoke(subscriber("revoked"), ServedParts.BY);
      server.enrol(changed.id().subscriber());
      server.enrol(subscriber("replaced"));
      server.enrol(subscriber("later"));
      server.custody().ending().byCustomer(receipt(server, ended).receipt(), ServedParts.BY);
      server.custody().ending().byStaff(OLGA, receipt(server, endedByStaff).held().getFirst().id());
      Set<UUID> rest = Set.of(lesser.id().value(), untouched.id().value());
      server.custody().teams().change(OLGA, team.id(), Optional.empty(), Optional.of(rest));
      server.custody().teams().leave(OLGA, lesser.id().value());
      server.custody().teams().remove(OLGA, dissolved.id());
      server.custody().webhooks().remove(ServedParts.BY, gone.id());
    }

    run("restore-backup", "--replace", backup.toString());

    try (Database database = database();
        ServedParts server = on(database).unlocked()) {
      assertThat(server.accounts().list().find(removed.id())).isEmpty();
      assertThat(now(server, shutOut).disabled()).isTrue();
      assertThat(now(server, lesser).role()).isEqualTo(Role.VIEWER);
      assertThat(now(server, changed).disabled()).as("has another factor by now").isTrue();
      assertThat(now(server, untouched).disabled()).isFalse();
      assertThat(now(server, untouched).role()).isEqualTo(Role.OPERATOR);
      var enrolments = server.verifier().enrolments();
      assertThat(enrolments.active(subscriber("revoked")).value()).isEmpty();
      assertThat(enrolments.active(subscriber("replaced")).value()).isEmpty();
      assertThat(enrolments.active(subscriber("untouched")).value()).isPresent();
      assertThat(state(server, ended)).isEqualTo(Held.State.ENDED_BY_CUSTOMER);
      assertThat(state(server, held)).isEqualTo(Held.State.HELD);
      assertThat(state(server, endedByStaff)).isEqualTo(Held.State.ENDED_BY_STAFF);
      assertThat(server.custody().teams().list())
          .containsExactly(new Team(team.id(), "desk", Set.of(untouched.id().value())));
      assertThat(server.custody().webhooks().list())
          .extracting(Webhook::id)
          .containsExactly(kept.id());
    }
    run("check");
    run("audit", "verify");
  }

  /// Entries of a version that did not name the factor, and such as somebody wrote themselves.
  @Test
  void whatIsNotNamedOrNotOursIsLeftAndCounted() throws Exception {
    try (Database database = database();
        ServedParts server = on(database).made();
        VaultKey ours = server.door().vault().orElseThrow().verifierKey();
        VaultKey another = VaultKey.copyOf(new byte[VaultKey.LENGTH_BYTES], 1)) {
      String token = handedOver(server);
      Receipts.View view = receipt(server, token);
      UUID held = view.held().getFirst().id();
      AuditKeys keys = new AuditKeys(ours);
      AuditTrail trail = new AuditTrail(keys, "node-1");
      AuditTrail forger = new AuditTrail(new AuditKeys(another), "node-1");
      UUID receipt = view.receipt().id();
      var parts = server.verifier();
      EndAgain endAgain =
          new EndAgain(
              parts.enrolments(), parts.revoke(), server.accounts(), server.custody(), keys);

      Ended unnamed =
          endAgain.end(
              new LaterEnds(
                  List.of(
                      staffEnded(trail, receipt, "5f"),
                      staffEnded(forger, receipt, "5f entry=" + held))),
              ServedParts.BY);
      assertThat(unnamed).isEqualTo(new Ended(0, 0, 0, 0, 0, 0, 2));
      assertThat(state(server, token)).isEqualTo(Held.State.HELD);

      var named = new LaterEnds(List.of(staffEnded(trail, receipt, "5f entry=" + held)));
      assertThat(endAgain.end(named, ServedParts.BY)).isEqualTo(new Ended(0, 0, 0, 1, 0, 0, 0));
      assertThat(state(server, token)).isEqualTo(Held.State.ENDED_BY_STAFF);
    }
  }

  private static AuditEntry staffEnded(AuditTrail trail, UUID receipt, String details) {
    return trail.entry(
        Instant.ofEpochSecond(1_800_000_000),
        ServedParts.BY,
        new AuditEvent.Custody("receipt", receipt, AuditEvent.Custody.Act.ENDED_BY_STAFF, details));
  }

  /// Whom the store can't do without stays, and that is told.
  @Test
  void theLastOwnerStays() {
    Person first;
    try (Database database = database();
        ServedParts server = on(database).made()) {
      first = person(server, "Owen", Role.OWNER);
    }
    run("backup", backup.toString());
    try (Database database = database();
        ServedParts server = on(database).unlocked()) {
      person(server, "Olga", Role.OWNER);
      server.accounts().remove().remove(Optional.empty(), first.id(), ServedParts.BY);
    }

    run("restore-backup", "--replace", backup.toString());

    try (Database database = database();
        ServedParts server = on(database).unlocked()) {
      assertThat(now(server, first).role()).isEqualTo(Role.OWNER);
      assertThat(actions(server)).contains("account.last-owner-kept");
    }
  }

  /// The vault in whose place the backup comes is another: nothing is taken from its log.
  @Test
  void whatAnotherVaultTellsIsNotRepeated() throws IOException {
    try (Database database = database();
        ServedParts server = on(database).made()) {
      server.enrol(subscriber("ann"));
    }
    run("backup", backup.toString());
    Files.delete(store());
    try (Database database = database();
        ServedParts server = on(database).made()) {
      server.enrol(subscriber("ann"));
      server.enrol(subscriber("bob"));
      server.verifier().revoke().revoke(subscriber("ann"), ServedParts.BY);
    }

    run("restore-backup", "--replace", backup.toString());

    try (Database database = database();
        ServedParts server = on(database).unlocked()) {
      assertThat(server.verifier().enrolments().active(subscriber("ann")).value()).isPresent();
    }
  }

  private static List<String> actions(ServedParts server) {
    AuditLog log = server.parts().getInstance(AuditLog.class);
    return Stream.concat(
            log.page(0, 1000).stream().map(LinkedEntry::entry), log.waiting(1000).stream())
        .map(AuditEntry::action)
        .toList();
  }
}
