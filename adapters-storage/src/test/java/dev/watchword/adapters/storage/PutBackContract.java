package dev.watchword.adapters.storage;

import static dev.watchword.core.verification.Node.subscriber;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.watchword.core.account.Subscriber;
import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditEvent;
import dev.watchword.core.audit.Contradiction;
import dev.watchword.core.audit.Contradiction.RowVersion;
import dev.watchword.core.custody.CustodyStore;
import dev.watchword.core.custody.RecordColumns;
import dev.watchword.core.custody.RecordKind;
import dev.watchword.core.custody.RecordQuery;
import dev.watchword.core.custody.RecordWrite.Insert;
import dev.watchword.core.custody.RecordWrite.Replace;
import dev.watchword.core.custody.SealedRecord;
import dev.watchword.core.enrolment.EnrolmentRepository;
import dev.watchword.core.people.PeopleKeys;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.PersonRepository;
import dev.watchword.core.people.Preferences;
import dev.watchword.core.people.Role;
import dev.watchword.core.people.Standing;
import dev.watchword.core.people.StoredPerson;
import dev.watchword.core.recovery.RecoveryRepository;
import dev.watchword.core.recovery.RecoverySet;
import dev.watchword.core.recovery.Redemption;
import dev.watchword.core.seal.SealedBytes;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.testing.FixedRandom;
import dev.watchword.core.throttle.Attempts;
import dev.watchword.core.verification.Authenticator;
import dev.watchword.core.verification.Node;
import dev.watchword.core.verification.Verification.Accepted;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows that somebody puts back to an older, genuine state behind the program's back (SECURITY
/// CR-12).
abstract class PutBackContract {

  private static final FixedRandom RANDOM = FixedRandom.seeded(812);
  private static final Subscriber ANN = subscriber("ann");
  private static final PeopleKeys PEOPLE = new PeopleKeys(VaultKey.copyOf(new byte[32], 1));

  private Node node;

  abstract DatabaseVerifierStore store();

  @BeforeEach
  void startNode() {
    node = new Node(store(), RANDOM);
  }

  private void sql(String... statements) {
    store()
        .database()
        .write(session -> {
          try (Statement statement = session.connection().createStatement()) {
            for (String each : statements) {
              statement.execute(each);
            }
          }
          return true;
        });
  }

  private void keepCopy(String table) {
    sql("CREATE TABLE older AS SELECT * FROM " + table);
  }

  private void putBack(String table) {
    sql("DELETE FROM " + table, "INSERT INTO " + table + " SELECT * FROM older");
  }

  @Test
  void aFactorIsRefusedByWhoWroteTheNewerState() { // CR-12
    Authenticator device = node.enrol(ANN);
    keepCopy("enrolment");
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);

    putBack("enrolment");

    assertThatExceptionOfType(TamperingException.class)
        .isThrownBy(() -> node.verify(ANN, device.code(0)))
        .withMessageMatching("the stored enrolment .{36} was put back to an older state");
  }

  @Test
  void aFactorIsRefusedByANodeThatSawTheNewerState() { // CR-12
    Authenticator device = node.enrol(ANN);
    Node other = new Node(store().otherNode(), RANDOM);
    keepCopy("enrolment");
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
    assertThat(other.verify(ANN, device.wrongCode(1))).isNotInstanceOf(Accepted.class);

    putBack("enrolment");

    assertThatThrownBy(() -> other.verify(ANN, device.code(0)))
        .isInstanceOf(TamperingException.class);
  }

  @Test
  void aRevokedFactorThatIsBackIsRefused() { // CR-12
    Authenticator device = node.enrol(ANN);
    keepCopy("enrolment");
    assertThat(node.revoke.revoke(ANN, Node.BY)).isTrue();

    putBack("enrolment");

    assertThatThrownBy(() -> node.verify(ANN, device.code(0)))
        .isInstanceOf(TamperingException.class);
  }

  @Test
  void aReplacedFactorThatIsBackIsRefused() { // CR-12
    Authenticator old = node.enrol(ANN);
    keepCopy("enrolment");
    node.enrol(ANN);

    putBack("enrolment");

    assertThatThrownBy(() -> node.verify(ANN, old.code(0))).isInstanceOf(TamperingException.class);
    assertThat(node.revoke.revoke(ANN, Node.BY)).as("the way out").isTrue();
    assertThat(node.verify(ANN, node.enrol(ANN).code(0))).isInstanceOf(Accepted.class);
  }

  private record Used(Authenticator device, List<String> codes) {}

  /// A code and a recovery code are used, and then neither was, as far as the rows say.
  private Used usedAndPutBack() {
    Authenticator device = node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    sql("CREATE TABLE older_codes AS SELECT * FROM recovery_set");
    keepCopy("enrolment");
    node.verify(ANN, device.code(0));
    node.redeem(ANN, codes.getFirst());
    assertThat(new Node(store().otherNode(), RANDOM).contradictions.find()).isEmpty();
    putBack("enrolment");
    sql("DELETE FROM recovery_set", "INSERT INTO recovery_set SELECT * FROM older_codes");
    return new Used(device, codes);
  }

  @Test
  void aNodeThatSawNothingIsToldByTheAuditLog() { // CR-12
    usedAndPutBack();

    assertThat(new Node(store().otherNode(), RANDOM).contradictions.find())
        .extracting(Contradiction::subject, Contradiction::problem)
        .containsExactlyInAnyOrder(
            tuple("shop/ann", "The factor was put back: a code that was used would count again."),
            tuple(
                "shop/ann",
                "The recovery codes were put back: one that was used would count again."));
  }

  /// What the log tells against is refused by a node that has seen nothing else, until its owner
  /// says that the store was put back on purpose.
  @Test
  void whatTheAuditLogTellsAgainstIsRefused() { // CR-12
    Used used = usedAndPutBack();
    DatabaseVerifierStore untold = store().otherNode();
    Node fresh = new Node(untold, RANDOM);

    fresh.contradictions.find().forEach(one -> one.row().ifPresent(untold.database()::distrust));

    assertThatThrownBy(() -> fresh.verify(ANN, used.device.code(0)))
        .isInstanceOf(TamperingException.class);
    assertThatThrownBy(() -> fresh.redeem(ANN, used.codes.getFirst()))
        .isInstanceOf(TamperingException.class);
    assertThatThrownBy(
            () -> untold.database().inTransaction(() -> fresh.redeem(ANN, used.codes.getFirst())))
        .isInstanceOf(TamperingException.class);
    store().enrolments().raiseFloor();
    assertThat(fresh.redeem(ANN, used.codes.getFirst())).isInstanceOf(Redemption.Redeemed.class);
  }

  @Test
  void peopleAndGrantsThatTheAuditLogTellsAgainstAreRefused() { // CR-12: role, grant end
    PersonRepository persons = new JdbiPersonRepository(store().database(), store().dialect());
    StoredPerson operator = person("Ann", 2, Role.OPERATOR, 1);
    persons.add(operator, entry(operator));
    CustodyStore custody = store().custody();
    SealedRecord grant = grant(false, 1);
    custody.write(List.of(new Insert(grant)), List.of());

    store().database().distrust(new RowVersion(operator.unverified().id().value(), 1));
    store().database().distrust(new RowVersion(grant.id(), 3));

    assertThatThrownBy(() -> persons.find(operator.unverified().id()))
        .isInstanceOf(TamperingException.class);
    assertThatThrownBy(() -> persons.named(operator.unverified().name()))
        .isInstanceOf(TamperingException.class);
    assertThatThrownBy(() -> custody.find(RecordKind.GRANT, grant.id()))
        .isInstanceOf(TamperingException.class);
    custody.write(List.of(new Insert(grant(false, 4, 9))), List.of());
    assertThat(custody.find(RecordKind.GRANT, new UUID(4, 9)).value()).isPresent();
  }

  @Test
  void recoveryCodesAreRefused() { // CR-12
    node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    keepCopy("recovery_set");
    assertThat(node.redeem(ANN, codes.getFirst())).isInstanceOf(Redemption.Redeemed.class);

    putBack("recovery_set");

    assertThatThrownBy(() -> node.redeem(ANN, codes.getFirst()))
        .isInstanceOf(TamperingException.class);
  }

  @Test
  void recoveryCodesThatWentWithTheirFactorAreRefused() { // CR-12
    node.enrol(ANN);
    List<String> codes = node.issue(ANN);
    keepCopy("recovery_set");
    assertThat(node.revoke.revoke(ANN, Node.BY)).isTrue();

    putBack("recovery_set");

    assertThatThrownBy(() -> node.redeem(ANN, codes.getFirst()))
        .isInstanceOf(TamperingException.class);
  }

  /// Two nodes issue at once: the set that stands in the end may be the one that was begun first.
  @Test
  void aSetThatWasBegunFirstAndWrittenLastIsNoOlderState() {
    node.enrol(ANN);
    RecoveryRepository here = store().recoveries();
    RecoveryRepository there = store().otherNode().recoveries();
    Instant first = store().now();
    here.put(set(1, first), issued(first));
    store().advance(Duration.ofSeconds(1));
    here.put(set(2, store().now()), issued(store().now()));
    assertThat(here.find(ANN).value().orElseThrow().id()).isEqualTo(new UUID(1, 2));

    there.put(set(3, first), issued(first));

    assertThat(here.find(ANN).value().orElseThrow().id()).isEqualTo(new UUID(1, 3));
    there.put(set(2, first), issued(first));
    assertThatThrownBy(() -> here.find(ANN))
        .as("a set that is known to be gone")
        .isInstanceOf(TamperingException.class);
  }

  private RecoverySet set(int number, Instant issuedAt) {
    return new RecoverySet(
        ANN,
        new UUID(1, number),
        List.of(new UUID(2, number)),
        0,
        Attempts.NONE,
        Optional.empty(),
        issuedAt,
        1,
        Optional.empty());
  }

  private AuditEntry issued(Instant at) {
    var event = new AuditEvent.Recovery(ANN, AuditEvent.Recovery.Act.ISSUED, 1, 0);
    return node.trail.entry(at, Node.BY, event);
  }

  /// Whoever puts a store back as the operator says so by the floor, and then nothing of before
  /// counts: neither against the rows nor, of the codes, for anybody.
  @Test
  void aStoreThatSaysItWasPutBackIsTaken() { // CR-12, BK-04, MN-04
    Authenticator device = node.enrol(ANN);
    keepCopy("enrolment");
    String code = device.code(0);
    assertThat(node.verify(ANN, code)).isInstanceOf(Accepted.class);

    putBack("enrolment");
    store().enrolments().raiseFloor();

    assertThat(node.verify(ANN, code)).isNotInstanceOf(Accepted.class);
    store().advance(Duration.ofSeconds(60));
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
  }

  @Test
  void aChangeThatWasUndoneIsNoNewerState() {
    Authenticator device = node.enrol(ANN);
    EnrolmentRepository rows = store().enrolments();
    var before = rows.active(ANN).value().orElseThrow();

    assertThatThrownBy(() ->
            store()
                .database()
                .inTransaction(() -> {
                  var entry =
                      node.trail.entry(
                          store().now(),
                          Node.BY,
                          new AuditEvent.Factor(ANN, AuditEvent.Factor.Act.UNLOCKED, 0));
                  assertThat(rows.replace(before, before.unlocked(), entry)).isTrue();
                  throw new IllegalStateException("undone");
                }))
        .hasMessage("undone");

    assertThat(rows.active(ANN).value()).contains(before);
    assertThat(node.verify(ANN, device.code(0))).isInstanceOf(Accepted.class);
  }

  @Test
  void aPersonIsRefused() { // CR-12: role
    PersonRepository persons = new JdbiPersonRepository(store().database(), store().dialect());
    StoredPerson owner = person("Olga", 1, Role.OWNER, 1);
    StoredPerson viewer = person("Ann", 2, Role.VIEWER, 2);
    StoredPerson operator = person("Ann", 2, Role.OPERATOR, 1);
    assertThat(persons.add(owner, entry(owner))).isEqualTo(PersonRepository.Addition.ADDED);
    assertThat(persons.add(operator, entry(operator))).isEqualTo(PersonRepository.Addition.ADDED);
    keepCopy("person");
    assertThat(persons.replace(operator, viewer, entry(viewer)))
        .isEqualTo(PersonRepository.Change.DONE);
    assertThat(persons.find(viewer.unverified().id()).value()).contains(viewer);

    putBack("person");

    assertThatThrownBy(() -> persons.find(viewer.unverified().id()))
        .isInstanceOf(TamperingException.class);
    assertThatThrownBy(() -> persons.named(viewer.unverified().name()))
        .isInstanceOf(TamperingException.class);
    assertThat(persons.find(owner.unverified().id()).value()).contains(owner);
    StoredPerson back = persons.unverified(viewer.unverified().id()).value().orElseThrow();
    assertThat(persons.remove(back, entry(back)))
        .as("the way out")
        .isEqualTo(PersonRepository.Change.DONE);
  }

  private StoredPerson person(String name, long id, Role role, long version) {
    Person person =
        new Person(
            new PersonId(new UUID(9, id)),
            new PersonName(name),
            name,
            role,
            new Standing(false, false, Optional.of(store().now()), 1),
            Optional.empty(),
            Optional.empty(),
            new Preferences(Optional.empty(), Optional.empty()),
            store().now(),
            version);
    return PEOPLE.seal(person);
  }

  private AuditEntry entry(StoredPerson person) {
    UUID id = person.unverified().id().value();
    var event =
        new AuditEvent.Account(
            id, AuditEvent.Account.Act.ROLE_CHANGED, "viewer", person.unverified().version());
    return node.trail.entry(store().now(), Node.BY, event);
  }

  @Test
  void aGrantThatEndedIsRefused() { // CR-12: grant end
    CustodyStore custody = store().custody();
    SealedRecord live = grant(false, 1);
    custody.write(List.of(new Insert(live)), List.of());
    keepCopy("custody_record");
    custody.write(List.of(new Replace(grant(true, 2), false)), List.of());

    putBack("custody_record");

    assertThatThrownBy(() -> custody.find(RecordKind.GRANT, live.id()))
        .isInstanceOf(TamperingException.class);
    RecordQuery all =
        new RecordQuery(
            RecordKind.GRANT,
            Optional.empty(),
            List.of(),
            List.of(live.id()),
            RecordQuery.Standing.LIVE,
            false,
            10);
    assertThatThrownBy(() -> custody.list(all)).isInstanceOf(TamperingException.class);
  }

  private SealedRecord grant(boolean ended, long revision) {
    return grant(ended, revision, 2);
  }

  private SealedRecord grant(boolean ended, long revision, int id) {
    byte[] sealed = {1, (byte) revision};
    Instant now = store().now();
    return new SealedRecord(
        RecordKind.GRANT,
        new UUID(4, id),
        new RecordColumns(
            Optional.empty(), new UUID(5, 6), new UUID(7, 8), now, now.plusSeconds(900), 0, ended),
        revision,
        SealedBytes.copyOf(sealed));
  }
}
