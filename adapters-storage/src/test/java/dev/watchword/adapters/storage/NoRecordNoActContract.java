package dev.watchword.adapters.storage;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.access.TokenScope;
import dev.watchword.core.account.RelyingPartyId;
import dev.watchword.core.account.Subscriber;
import dev.watchword.core.matching.SubmittedCode;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.Preferences;
import dev.watchword.core.people.Role;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.session.PeopleNode.Enrolled;
import dev.watchword.core.session.SignedIn;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.verification.Authenticator;
import dev.watchword.core.verification.Node;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A store whose audit log takes no entry: nothing is done that could not be put on record
/// (SECURITY AU-02).
abstract class NoRecordNoActContract {

  private static final int TIMES = 4;
  private static final Subscriber ANN = subscriber("ann");
  private static final Subscriber BOB = subscriber("bob");
  private static final Subscriber CY = subscriber("cy");

  private static final List<String> TABLES =
      List.of(
          "api_token",
          "enrolment",
          "recovery_set",
          "audit_entry",
          "audit_waiting",
          "person",
          "session",
          "password_tally",
          "notice",
          "passkey",
          "provider_account");

  abstract DatabaseVerifierStore store();

  private void sql(String statement) {
    store()
        .database()
        .write(session -> {
          try (Statement each = session.connection().createStatement()) {
            return each.execute(statement);
          }
        });
  }

  private void fillTheLog() {
    sql(
        switch (store().dialect()) {
          case VerifierDialect.Sqlite _ ->
              "CREATE TRIGGER full BEFORE INSERT ON audit_waiting"
                  + " BEGIN SELECT RAISE(ABORT, 'full'); END";
          case VerifierDialect.Postgresql _ ->
              "ALTER TABLE audit_waiting ADD CONSTRAINT full_log CHECK (false) NOT VALID";
        });
  }

  /// The rows of every table, in no order.
  private Map<String, Set<String>> rows() {
    return store()
        .database()
        .query(session -> {
          Map<String, Set<String>> all = new TreeMap<>();
          for (String table : TABLES) {
            Set<String> rows = new TreeSet<>();
            try (Statement query = session.connection().createStatement();
                ResultSet row = query.executeQuery("SELECT * FROM " + table)) {
              int columns = row.getMetaData().getColumnCount();
              while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                  Object value = row.getObject(i);
                  values.add(
                      value instanceof byte[] bytes
                          ? HexFormat.of().formatHex(bytes)
                          : String.valueOf(value));
                }
                rows.add(String.join("|", values));
              }
            }
            all.put(table, rows);
          }
          return all;
        });
  }

  @Test
  void nothingIsDoneThatCantBePutOnRecord() { // AU-02
    Map<String, Runnable> acts = acts();
    assertThat(acts).hasSizeGreaterThanOrEqualTo(100 / TIMES);
    fillTheLog();
    Map<String, Set<String>> before = rows();

    for (int i = 0; i < TIMES; i++) {
      acts.forEach((name, act) ->
          assertThatThrownBy(act::run).as(name).isInstanceOf(StorageException.class));
    }

    assertThat(rows()).isEqualTo(before);
  }

  private Map<String, Runnable> acts() {
    Map<String, Runnable> acts = new LinkedHashMap<>();
    verifier(acts);
    people(acts);
    return acts;
  }

  private void verifier(Map<String, Runnable> acts) {
    Node node = new Node(store(), FixedRandom.seeded(41));
    Authenticator device = node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    var pending = node.begin(BOB);
    acts.put("begin", () -> node.begin(CY));
    acts.put("show", () -> node.show.show(new RelyingPartyId("shop"), pending.id(), Node.BY));
    acts.put("confirm", () -> node.confirm(pending.id(), pending.key().at(store().now()).code()));
    acts.put("confirm by a wrong code", () -> node.confirm(pending.id(), "000000"));
    acts.put("cancel", () -> node.cancel.cancel(new RelyingPartyId("shop"), pending.id(), Node.BY));
    acts.put("verify", () -> node.verify(ANN, device.code(0)));
    acts.put("verify a wrong code", () -> node.verify(ANN, device.wrongCode(1)));
    acts.put("verify where there is no factor", () -> node.verify(CY, "000000"));
    acts.put("resynchronise", () -> node.resync(ANN, device.code(4), device.code(5)));
    acts.put("unlock", () -> node.unlock.unlock(ANN, Node.BY));
    acts.put("issue", () -> node.issue(ANN));
    acts.put("redeem", () -> node.redeem(ANN, codes.getFirst()));
    acts.put("redeem a wrong code", () -> node.redeem(ANN, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"));
    acts.put("revoke", () -> node.revoke.revoke(ANN, Node.BY));
  }

  private void people(Map<String, Runnable> acts) {
    PeopleNode node = new PeopleNode(new DatabasePeopleStore(store()), FixedRandom.seeded(42));
    Person olga = node.owner("olga");
    Person otto = node.joined(olga, "otto");
    String invite = node.invite(olga, "ole", Role.VIEWER).code().reveal();
    Enrolled enrolled = node.enrol(node.signIn("otto"));
    SignedIn who = node.who(enrolled.session());
    var token =
        node.accounts
            .ownTokens()
            .issue(who, "t", Set.of(TokenScope.ENTRIES_READ), Duration.ofDays(1), PeopleNode.BY);
    SignedIn half = node.who(node.signIn("otto"));
    Optional<Person> by = Optional.of(olga);
    var change = node.accounts.change();
    acts.put("invite", () -> node.invite(olga, "eve", Role.VIEWER));
    acts.put("accept an invite", () -> node.accept(invite, PeopleNode.PASSWORD));
    acts.put(
        "accept no invite",
        () -> node.accept("0000-0000-0000-0000-0000-0000", PeopleNode.PASSWORD));
    acts.put("add somebody", () -> node.person("zoe", Role.VIEWER));
    acts.put("role", () -> change.role(by, otto.id(), Role.VIEWER, PeopleNode.BY));
    acts.put("shut out", () -> change.disabled(by, otto.id(), true, PeopleNode.BY));
    acts.put("sign somebody out", () -> change.signOut(by, otto.id(), PeopleNode.BY));
    acts.put(
        "profile", () -> change.profile(otto.id(), "Otto II", Preferences.NONE, PeopleNode.BY));
    acts.put("reset", () -> node.accounts.reset().reset(by, otto.id(), PeopleNode.BY));
    acts.put("remove", () -> node.accounts.remove().remove(by, otto.id(), PeopleNode.BY));
    acts.put("sign in", () -> node.signIn("otto"));
    acts.put("sign in by a wrong password", () -> node.password("otto", "no password of his"));
    acts.put("sign in as nobody", () -> node.password("nobody", "no password"));
    acts.put(
        "the code",
        () ->
            node.accounts
                .signIn()
                .code(half, SubmittedCode.of(node.code(enrolled.key())), PeopleNode.BY));
    acts.put(
        "a wrong code",
        () -> node.accounts.signIn().code(half, SubmittedCode.of("000000"), PeopleNode.BY));
    acts.put(
        "a recovery code",
        () -> {
          try (RecoveryCode code = RecoveryCode.ofTyped(enrolled.recoveryCodes().getFirst())) {
            node.accounts.signIn().recoveryCode(half, code, PeopleNode.BY);
          }
        });
    acts.put(
        "step up",
        () -> node.accounts.stepUp().stepUp(who, node.proof(enrolled.key()), PeopleNode.BY));
    acts.put(
        "another password",
        () ->
            node.accounts
                .changePassword()
                .change(
                    who,
                    node.proof(enrolled.key()),
                    PeopleNode.password("another horse altogether"),
                    PeopleNode.BY));
    acts.put(
        "another factor",
        () -> node.accounts.ownFactor().begin(who, node.proof(enrolled.key()), PeopleNode.BY));
    acts.put(
        "disable",
        () -> node.accounts.ownFactor().disable(who, node.proof(enrolled.key()), PeopleNode.BY));
    acts.put(
        "new recovery codes",
        () ->
            node.accounts
                .ownFactor()
                .newRecoveryCodes(who, node.proof(enrolled.key()), PeopleNode.BY));
    acts.put("end the others", () -> node.accounts.ownSessions().endOthers(who, PeopleNode.BY));
    acts.put(
        "sign out", () -> node.accounts.ownSessions().end(who, who.session().id(), PeopleNode.BY));
    acts.put(
        "make a token",
        () ->
            node.accounts
                .ownTokens()
                .issue(
                    who, "u", Set.of(TokenScope.ENTRIES_READ), Duration.ofDays(1), PeopleNode.BY));
    acts.put(
        "take a token back",
        () -> node.accounts.ownTokens().revoke(who, token.token().id(), PeopleNode.BY));
  }
}
