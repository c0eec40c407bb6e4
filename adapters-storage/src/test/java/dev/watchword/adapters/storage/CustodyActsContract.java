package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchword.core.audit.AuditEntry;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.FindContradictions;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.audit.LinkedEntry;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Approval;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.Ending;
import dev.watchword.core.custody.Grant;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.HandOver.Outcome;
import dev.watchword.core.custody.HeldReading;
import dev.watchword.core.custody.LinkLook;
import dev.watchword.core.custody.LinkTerms;
import dev.watchword.core.custody.MadeLink;
import dev.watchword.core.custody.ReadingRules;
import dev.watchword.core.custody.Receipt;
import dev.watchword.core.custody.Receipts;
import dev.watchword.core.custody.Reservations;
import dev.watchword.core.custody.Team;
import dev.watchword.core.custody.WorkItem;
import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.keyuri.KeyUriSyntaxException;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.TamperingException;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.EntryId;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.NewEntry;
import dev.watchword.core.vault.NoSuchEntryException;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.UnlockOutcome;
import dev.watchword.core.vault.UnlockVault;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.verification.Race;
import java.security.SecureRandom;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of a factor that a customer hands over, on a real store and two nodes.
abstract class CustodyActsContract {

  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final String URI = "otpauth://totp/OpenAI:ann?issuer=OpenAI&secret=" + SECRET;
  private static final Custodian OWNER = custodian(1, "Olga", true);
  private static final Custodian OPERATOR = custodian(2, "Otto", false);
  private static final Custodian OTHER = custodian(3, "Ole", false);
  private static final Origin CUSTOMER = new Origin("customer", "198.51.100.7", "");

  private final SecureRandom random = new SecureRandom();
  private final List<OpenVault> vaults = new ArrayList<>();
  private Node here;
  private Node there;

  abstract DatabaseVerifierStore store();

  private record Node(OpenVault vault, Custody custody) {}

  private static Custodian custodian(int id, String name, boolean owner) {
    return new Custodian(new UUID(0, 100 + id), name, owner, new Origin(name, "test", ""));
  }

  @BeforeEach
  void openVaults() {
    var clock = MutableClock.at(store().now());
    var slots = new KeySlots(new FakeKdf(), random, clock);
    var repository = new JdbiVaultRepository(store().database());
    OpenVault first;
    try (Unlocker unlocker = unlocker()) {
      first =
          new CreateVault(repository, slots, random, clock)
              .create(unlocker, KeySlot.Kind.PASSPHRASE, "p", Argon2idParameters.STANDARD);
    }
    DatabaseVerifierStore other = store().otherNode();
    OpenVault second;
    try (Unlocker unlocker = unlocker()) {
      second =
          ((UnlockOutcome.Unlocked)
                  new UnlockVault(new JdbiVaultRepository(other.database()), slots, random, clock)
                      .unlock(first.id(), unlocker))
              .vault();
    }
    vaults.add(first);
    vaults.add(second);
    here = node(store(), first);
    there = node(other, second);
  }

  private static Unlocker unlocker() {
    return new Unlocker.ByPassphrase(Passphrase.of("correct horse battery staple".toCharArray()));
  }

  private Node node(DatabaseVerifierStore store, OpenVault vault) {
    return new Node(
        vault,
        Custody.of(
            new Custody.Stores(store.custody(), store.auditLog(), store.database()),
            vault,
            "node",
            random));
  }

  @AfterEach
  void closeVaults() {
    vaults.forEach(OpenVault::close);
  }

  private LinkTerms terms(ReadingRules rules, Grantee... grantees) {
    Instant now = store().now();
    return new LinkTerms(
        "Ann Customer",
        "OpenAI",
        "ann",
        "top up",
        now.plus(Duration.ofDays(7)),
        now.plus(Duration.ofDays(3)),
        2,
        List.of(grantees),
        rules);
  }

  private MadeLink link(ReadingRules rules, Grantee... grantees) {
    return here.custody.links().make(OWNER, terms(rules, grantees), Optional.empty());
  }

  private static KeyUri parsed(String uri) {
    try {
      return KeyUri.parse(uri);
    } catch (KeyUriSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<NewEntry> accounts(String... uris) {
    List<NewEntry> accounts = new ArrayList<>();
    for (String uri : uris) {
      KeyUri parsed = parsed(uri);
      accounts.add(new NewEntry(parsed.label(), parsed.key()));
    }
    return accounts;
  }

  private Outcome handOver(Node node, MadeLink link) {
    return node.custody.handOver().handOver(link.token().reveal(), "", accounts(URI), CUSTOMER);
  }

  private Outcome.Done handedOver(ReadingRules rules, Grantee... grantees) {
    return (Outcome.Done) handOver(here, link(rules, grantees));
  }

  private Outcome.Done handedOver() {
    return handedOver(ReadingRules.NONE, new Grantee.Person(OPERATOR.id()));
  }

  private static UUID entry(Outcome.Done done) {
    return done.held().getFirst().id();
  }

  private HeldReading read(Node node, Custodian by, UUID entry) {
    return node.custody.readCode().read(by, entry, "");
  }

  @Test
  void givesTheOperatorTheCodeAndTheCustomerAReceiptOfIt() {
    Outcome.Done done = handedOver();
    HeldReading reading = there.custody.readCode().read(OPERATOR, entry(done), "sign in");

    String expected;
    try (KeyUri uri = parsed(URI)) {
      expected = uri.key().at(store().now()).code();
    }
    assertThat(((HeldReading.Code) reading).code().code()).isEqualTo(expected);
    Receipts.View view = here.custody.receipts().show(done.token().reveal()).orElseThrow();
    assertThat(view.events()).extracting(event -> event.number()).containsExactly(1L, 2L);
    assertThat(view.events().getLast().line())
        .contains("\"what\":\"code-read\"", "\"by\":\"Otto\"", "\"reason\":\"sign in\"")
        .doesNotContain(expected);
    assertThat(view.receipt().head()).isEqualTo(view.events().getLast().head());
    assertThat(store().auditLog().waiting(10))
        .extracting(e -> e.action())
        .containsExactly("custody.link-made", "custody.handed-over", "custody.code-read");
    assertThat(store().auditLog().waiting(10).getLast().details())
        .contains("head=" + view.receipt().head());
  }

  @Test
  void showsWhatIsHeldToNobodyButTheWorkList() { // AZ-01
    EntryId id = new EntryId(entry(handedOver()));

    for (OpenVault vault : List.of(here.vault, there.vault)) {
      assertThat(vault.entries()).isEmpty();
      assertThat(vault.trash()).isEmpty();
      assertThat(vault.find("OpenAI")).isEmpty();
      assertThat(vault.entry(id)).isEmpty();
      assertThatThrownBy(() -> vault.openKey(id)).isInstanceOf(NoSuchEntryException.class);
      assertThatThrownBy(() -> vault.code(id, Instant.EPOCH))
          .isInstanceOf(NoSuchEntryException.class);
      assertThatThrownBy(() -> vault.nextCode(id, Instant.EPOCH))
          .isInstanceOf(NoSuchEntryException.class);
      assertThatThrownBy(() -> vault.recoveryCodes(id)).isInstanceOf(NoSuchEntryException.class);
      assertThatThrownBy(() -> vault.edit(id, e -> e.withTags(List.of())))
          .isInstanceOf(NoSuchEntryException.class);
      assertThatThrownBy(() -> vault.purge(List.of(id))).isInstanceOf(NoSuchEntryException.class);
      vault.forEachKey(key -> {
        throw new AssertionError("a held secret was lent");
      });
    }
    assertThat(here.custody.workList().list(OPERATOR)).hasSize(1);
    assertThat(there.custody.workList().list(OTHER)).isEmpty();
    assertThat(there.custody.workList().list(OWNER)).hasSize(1);
  }

  @Test
  void letsNobodyMakeAnEntryHeldOrFreeItByItsTags() {
    var own = here.vault.add(accounts(URI)).getFirst();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> here.vault.edit(own.id(), e -> e.withTags(List.of("watchword:held"))));
    assertThat(here.vault.entries()).containsExactly(own);
  }

  @Test
  void letsExactlyOneOfManyHandOverByOneLink() {
    MadeLink link = link(ReadingRules.NONE, new Grantee.AnyOperator());

    List<Outcome> outcomes = Race.run(8, 64, i -> handOver(i % 2 == 0 ? here : there, link));

    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(o -> o.equals(new Outcome.Refused(new LinkLook.NoSuchLink())))
        .hasSize(63);
    assertThat(here.custody.workList().list(OWNER)).hasSize(1);
    assertThat(here.vault.check().entries()).isEqualTo(1);
    assertThat(there.vault.check().problems()).isEmpty();
  }

  @Test
  void answersAlikeForLinksThatAreUsedRevokedOverOrNeverWere() {
    MadeLink used = link(ReadingRules.NONE, new Grantee.AnyOperator());
    handOver(here, used);
    MadeLink revoked = link(ReadingRules.NONE, new Grantee.AnyOperator());
    assertThat(here.custody.links().revoke(OPERATOR, revoked.link().id())).isFalse();
    assertThat(here.custody.links().revoke(OWNER, revoked.link().id())).isTrue();
    MadeLink over = link(ReadingRules.NONE, new Grantee.AnyOperator());

    store().advance(Duration.ofDays(3).minusMillis(1));
    assertThat(look(over, "")).isInstanceOf(LinkLook.Open.class);
    store().advance(Duration.ofMillis(1));
    for (String presented :
        List.of(
            used.token().reveal(),
            revoked.token().reveal(),
            over.token().reveal(),
            "wwl_" + "A".repeat(58),
            "",
            "x")) {
      assertThat(there.custody.handOver().look(presented, "", CUSTOMER))
          .isEqualTo(new LinkLook.NoSuchLink());
    }
  }

  private LinkLook look(MadeLink link, String pin) {
    return there.custody.handOver().look(link.token().reveal(), pin, CUSTOMER);
  }

  @Test
  void killsALinkAtTheFifthWrongPinHoweverManyAreTriedAtOnce() { // TH-03
    MadeLink link =
        here.custody
            .links()
            .make(OWNER, terms(ReadingRules.NONE, new Grantee.AnyOperator()), Optional.of("4711"));
    assertThat(look(link, "")).isEqualTo(new LinkLook.PinNeeded(false));
    assertThat(look(link, "4711")).isInstanceOf(LinkLook.Open.class);

    List<LinkLook> looks = Race.run(8, 40, i -> look(link, "wrong" + i));

    assertThat(looks).filteredOn(new LinkLook.PinNeeded(true)::equals).hasSize(4);
    assertThat(look(link, "4711")).isEqualTo(new LinkLook.NoSuchLink());
  }

  @Test
  void keepsToTheWindowOfAGrantByTheStoresClock() { // AZ-03
    UUID entry = entry(handedOver());
    Instant from = store().now().plusSeconds(60);
    here.custody
        .grants()
        .add(
            OWNER,
            entry,
            new Grantee.Person(OTHER.id()),
            Optional.of(from),
            from.plusSeconds(60),
            ReadingRules.NONE);

    store().advance(Duration.ofSeconds(59));
    assertThat(read(there, OTHER, entry)).isEqualTo(new HeldReading.NotHeld());
    assertThat(there.custody.workList().list(OTHER)).isEmpty();
    store().advance(Duration.ofSeconds(1));
    assertThat(read(there, OTHER, entry)).isInstanceOf(HeldReading.Code.class);
    store().advance(Duration.ofSeconds(59));
    assertThat(read(there, OTHER, entry)).isInstanceOf(HeldReading.Code.class);
    store().advance(Duration.ofSeconds(1));
    assertThat(read(there, OTHER, entry)).isEqualTo(new HeldReading.NotHeld());
    assertThat(there.custody.workList().list(OTHER)).isEmpty();
  }

  @Test
  void refusesOnTheOtherNodeAtOnceAfterARevocation() { // AZ-04, MN-07
    UUID entry = entry(handedOver());
    assertThat(read(there, OPERATOR, entry)).isInstanceOf(HeldReading.Code.class);
    Grant grant = here.custody.grants().list(Optional.of(entry)).getFirst();

    assertThat(here.custody.grants().revoke(OWNER, grant.id())).isTrue();
    assertThat(read(there, OPERATOR, entry)).isEqualTo(new HeldReading.NotHeld());
    assertThat(here.custody.grants().revoke(OWNER, grant.id())).isFalse();
  }

  @Test
  void countsReadingsExactlyWhenManyReadAtOnce() { // AZ-10
    UUID entry =
        entry(handedOver(new ReadingRules(false, false, 5), new Grantee.Person(OPERATOR.id())));

    List<HeldReading> readings =
        Race.run(4, 20, i -> read(i % 2 == 0 ? here : there, OPERATOR, entry));

    assertThat(readings).filteredOn(HeldReading.Code.class::isInstance).hasSize(5);
    assertThat(readings).filteredOn(new HeldReading.UsedUp()::equals).hasSize(15);
    assertThat(here.custody.receipts().eventsOf(entry)).hasSize(6);
  }

  @Test
  void wantsAReasonAndASecondPersonWhereTheGrantSaysSo() {
    UUID entry =
        entry(
            handedOver(
                new ReadingRules(true, true, 0),
                new Grantee.Person(OPERATOR.id()),
                new Grantee.Person(OTHER.id())));
    assertThat(read(here, OPERATOR, entry)).isEqualTo(new HeldReading.ReasonNeeded());
    assertThat(here.custody.readCode().read(OPERATOR, entry, "why"))
        .isEqualTo(new HeldReading.ApprovalNeeded());
    Approval question = here.custody.approvals().ask(OPERATOR, entry, "why").orElseThrow();

    assertThat(here.custody.approvals().open(OPERATOR)).isEmpty();
    assertThat(here.custody.approvals().decide(OPERATOR, question.id(), true)).isFalse();
    assertThat(there.custody.approvals().open(OTHER)).containsExactly(question);
    assertThat(there.custody.approvals().decide(OTHER, question.id(), true)).isTrue();
    assertThat(there.custody.approvals().decide(OWNER, question.id(), false)).isFalse();
    assertThat(here.custody.readCode().read(OPERATOR, entry, "why"))
        .isInstanceOf(HeldReading.Code.class);
    assertThat(here.custody.readCode().read(OTHER, entry, "why"))
        .isEqualTo(new HeldReading.ApprovalNeeded());
    store().advance(Duration.ofMinutes(10));
    assertThat(here.custody.readCode().read(OPERATOR, entry, "why"))
        .isEqualTo(new HeldReading.ApprovalNeeded());
  }

  @Test
  void reservesAFactorForOneAtATime() { // AZ-11
    UUID entry = entry(handedOver(ReadingRules.NONE, new Grantee.AnyOperator()));
    List<Reservations.Outcome> outcomes =
        Race.run(
            2,
            2,
            i ->
                (i == 0 ? here : there)
                    .custody
                    .reservations()
                    .reserve(i == 0 ? OPERATOR : OTHER, entry, Duration.ofSeconds(30)));

    assertThat(outcomes).filteredOn(Reservations.Outcome.Yours.class::isInstance).hasSize(1);
    WorkItem item = here.custody.workList().list(OPERATOR).getFirst();
    Custodian winner = item.reservedByOther() ? OTHER : OPERATOR;
    Custodian loser = item.reservedByOther() ? OPERATOR : OTHER;
    assertThat(read(there, loser, entry)).isInstanceOf(HeldReading.Reserved.class);
    assertThat(read(there, winner, entry)).isInstanceOf(HeldReading.Code.class);
    assertThat(here.custody.reservations().release(loser, entry)).isFalse();
    store().advance(Duration.ofSeconds(30));
    assertThat(read(there, loser, entry)).isInstanceOf(HeldReading.Code.class);
  }

  @Test
  void erasesTheSecretWhenTheCustomerEndsAndProvesIt() {
    Outcome.Done done = handedOver();
    here.custody
        .receipts()
        .addRecoveryCodes(done.token().reveal(), entry(done), List.of("one", "two"), CUSTOMER);
    assertThat(here.custody.readCode().nextRecoveryCode(OPERATOR, entry(done), ""))
        .isEqualTo(new HeldReading.ReasonNeeded());
    assertThat(here.custody.readCode().nextRecoveryCode(OPERATOR, entry(done), "lost phone"))
        .isEqualTo(new HeldReading.Recovery("one", 1));

    Ending.Proof proof = there.custody.ending().byCustomer(done.receipt(), CUSTOMER).orElseThrow();

    assertThat(here.vault.check().entries()).isZero();
    assertThat(read(here, OPERATOR, entry(done))).isEqualTo(new HeldReading.NotHeld());
    assertThat(here.custody.grants().list(Optional.empty())).isEmpty();
    assertThat(here.custody.workList().list(OWNER)).isEmpty();
    assertThat(there.custody.ending().byCustomer(done.receipt(), CUSTOMER)).isEmpty();
    Receipts.View view = here.custody.receipts().show(done.token().reveal()).orElseThrow();
    assertThat(view.receipt().ended()).isTrue();
    assertThat(view.events())
        .extracting(e -> e.line().replaceAll(".*what\":\"([a-z-]*).*", "$1"))
        .containsExactly(
            "handed-over", "recovery-codes-handed-over", "recovery-code-read", "ended-by-customer");
    assertThat(proof.head()).isEqualTo(view.receipt().head());
    long seq = proof.audit().orElseThrow().seq();
    assertThat(store().auditLog().page(seq - 1, 1).getFirst().entry().details())
        .contains(proof.head());
  }

  @Test
  void endsByItselfAtItsTime() {
    Outcome.Done done = handedOver();

    store().advance(Duration.ofDays(7).minusMillis(1));
    assertThat(there.custody.ending().sweep()).isZero();
    store().advance(Duration.ofMillis(1));
    assertThat(read(here, OPERATOR, entry(done))).isEqualTo(new HeldReading.NotHeld());
    assertThat(there.custody.ending().sweep()).isEqualTo(1);
    assertThat(here.custody.ending().sweep()).isZero();
    assertThat(here.vault.check().entries()).isZero();
    assertThat(here.custody.receipts().show(done.token().reveal()).orElseThrow().receipt().ended())
        .isTrue();
  }

  @Test
  void endsEverythingOfAPersonWhoLeavesAndSaysWhatTheyHaveRead() { // AZ-09
    Team team = here.custody.teams().add(OWNER, "desk", Set.of(OPERATOR.id(), OTHER.id()));
    Outcome.Done done =
        handedOver(
            ReadingRules.NONE, new Grantee.Members(team.id()), new Grantee.Person(OPERATOR.id()));
    assertThat(read(here, OPERATOR, entry(done))).isInstanceOf(HeldReading.Code.class);

    var seen = there.custody.teams().leave(OWNER, OPERATOR.id());

    assertThat(seen).extracting(s -> s.receipt()).containsExactly(done.receipt().id());
    assertThat(read(here, OPERATOR, entry(done))).isEqualTo(new HeldReading.NotHeld());
    assertThat(read(here, OTHER, entry(done))).isInstanceOf(HeldReading.Code.class);
    assertThat(here.custody.teams().list().getFirst().members()).containsExactly(OTHER.id());
  }

  private List<String> actions() {
    return Stream.concat(
            store().auditLog().page(0, 1000).stream().map(LinkedEntry::entry),
            store().auditLog().waiting(1000).stream())
        .map(AuditEntry::action)
        .toList();
  }

  @Test
  void putsEveryActOnRecord() { // AU-01
    MadeLink revoked = link(ReadingRules.NONE, new Grantee.AnyOperator());
    here.custody.links().revoke(OWNER, revoked.link().id());
    MadeLink guarded =
        here.custody
            .links()
            .make(OWNER, terms(ReadingRules.NONE, new Grantee.AnyOperator()), Optional.of("4711"));
    look(guarded, "0000");
    assertThat(actions())
        .containsExactly(
            "custody.link-made",
            "custody.link-revoked",
            "custody.link-made",
            "custody.link-pin-refused");

    Outcome.Done done =
        handedOver(
            new ReadingRules(true, true, 0),
            new Grantee.Person(OPERATOR.id()),
            new Grantee.Person(OTHER.id()));
    UUID entry = entry(done);
    here.custody
        .receipts()
        .addRecoveryCodes(done.token().reveal(), entry, List.of("one", "two"), CUSTOMER);
    for (boolean yes : new boolean[] {false, true}) {
      Approval asked = here.custody.approvals().ask(OPERATOR, entry, "why").orElseThrow();
      assertThat(here.custody.approvals().decide(OTHER, asked.id(), yes)).isTrue();
    }
    here.custody.reservations().reserve(OPERATOR, entry, Duration.ofSeconds(30));
    here.custody.readCode().read(OPERATOR, entry, "why");
    here.custody.readCode().nextRecoveryCode(OPERATOR, entry, "why");
    here.custody.reservations().release(OPERATOR, entry);
    Grant grant =
        here.custody
            .grants()
            .add(
                OWNER,
                entry,
                new Grantee.AnyOperator(),
                Optional.empty(),
                store().now().plusSeconds(5),
                ReadingRules.NONE)
            .orElseThrow();
    here.custody.grants().revoke(OWNER, grant.id());
    here.custody.ending().byStaff(OWNER, entry);
    assertThat(actions())
        .endsWith(
            "custody.link-made",
            "custody.handed-over",
            "custody.recovery-codes-handed-over",
            "custody.approval-asked",
            "custody.denied",
            "custody.approval-asked",
            "custody.approved",
            "custody.reserved",
            "custody.code-read",
            "custody.recovery-code-read",
            "custody.released",
            "custody.granted",
            "custody.grant-revoked",
            "custody.ended-by-staff");

    here.custody.ending().byCustomer(handedOver().receipt(), CUSTOMER);
    handedOver();
    store().advance(Duration.ofDays(8));
    here.custody.ending().sweep();
    assertThat(actions()).contains("custody.ended-by-customer", "custody.ended-by-time");
    Team team = here.custody.teams().add(OWNER, "desk", Set.of(OPERATOR.id()));
    here.custody.teams().change(OWNER, team.id(), Optional.empty(), Optional.of(Set.of()));
    here.custody.teams().remove(OWNER, team.id());
    var webhook =
        here.custody
            .webhooks()
            .add(
                OWNER,
                java.net.URI.create("https://hooks.example.org/watchword"),
                Set.of("code-read"));
    here.custody.webhooks().remove(OWNER.origin(), webhook.id());
    assertThat(actions())
        .endsWith(
            "custody.team-changed",
            "custody.team-changed",
            "custody.team-left",
            "custody.team-removed",
            "custody.webhook-added",
            "custody.webhook-removed");
  }

  @Test
  void letsNobodyGrantToThemselves() { // AZ-05
    UUID entry = entry(handedOver());
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            here.custody
                .grants()
                .add(
                    OWNER,
                    entry,
                    new Grantee.Person(OWNER.id()),
                    Optional.empty(),
                    store().now().plusSeconds(5),
                    ReadingRules.NONE));
  }

  @Test
  void refusesRowsThatWereEditedBehindItsBack() { // CR-15
    UUID entry = entry(handedOver());
    UUID grant = here.custody.grants().list(Optional.empty()).getFirst().id();
    for (String column : List.of("live_until", "live_from", "ended", "ordinal", "revision")) {
      sql("UPDATE custody_record SET %s = %s + 1 WHERE kind = 'grant'".formatted(column, column));
      assertThatThrownBy(() -> there.custody.grants().revoke(OWNER, grant))
          .as(column)
          .isInstanceOf(TamperingException.class);
      sql("UPDATE custody_record SET %s = %s - 1 WHERE kind = 'grant'".formatted(column, column));
    }
    sql("UPDATE custody_record SET subject = holder, holder = subject WHERE kind = 'grant'");
    assertThatThrownBy(() -> there.custody.grants().revoke(OWNER, grant))
        .isInstanceOf(TamperingException.class);
    sql("UPDATE custody_record SET subject = holder, holder = subject WHERE kind = 'grant'");
    assertThat(read(here, OPERATOR, entry)).isInstanceOf(HeldReading.Code.class);
  }

  private List<String> contradictions() {
    AuditLog log = store().auditLog();
    try (VaultKey key = here.vault.verifierKey()) {
      var link = new LinkAudit(log, new AuditTrail(new AuditKeys(key), "test"));
      return new FindContradictions(log, link, List.of(here.custody.logged()))
          .find().stream()
              .map(one -> one.subject().replaceFirst("/.*", "") + ": " + one.problem())
              .toList();
    }
  }

  private void keepCopy() {
    sql("CREATE TABLE older AS SELECT * FROM custody_record");
  }

  private void putBack(String kind) {
    sql("DELETE FROM custody_record WHERE kind = '%s'".formatted(kind));
    sql("INSERT INTO custody_record SELECT * FROM older WHERE kind = '%s'".formatted(kind));
  }

  @Test
  void namesWhatIsNotAsTheAuditLogTells() { // CR-12, CR-15
    UUID entry = entry(handedOver());
    Team team = here.custody.teams().add(OWNER, "desk", Set.of(OPERATOR.id(), OTHER.id()));
    UUID open = link(ReadingRules.NONE, new Grantee.Person(OTHER.id())).link().id();
    var hook = here.custody.webhooks().add(OWNER, java.net.URI.create("https://h.test/"), Set.of());
    UUID question = here.custody.approvals().ask(OPERATOR, entry, "why not").orElseThrow().id();
    assertThat(contradictions()).isEmpty();
    keepCopy();

    read(here, OPERATOR, entry);
    here.custody.teams().change(OWNER, team.id(), Optional.empty(), Optional.of(Set.of()));
    here.custody.links().revoke(OWNER, open);
    here.custody.webhooks().remove(OWNER.origin(), hook.id());
    here.custody.approvals().decide(OWNER, question, false);
    assertThat(contradictions()).isEmpty();

    putBack("grant");
    putBack("team");
    putBack("link");
    putBack("webhook");
    putBack("approval");
    assertThat(contradictions())
        .containsExactlyInAnyOrder(
            "grant: The record was put back to an older state.",
            "team: The record was put back to an older state.",
            "link: The record had come to its end, and was put back.",
            "webhook: The record had come to its end, and was put back.",
            "approval: The record had come to its end, and was put back.");

    sql("UPDATE custody_record SET live_until = live_until + 1 WHERE kind = 'grant'");
    assertThat(contradictions()).contains("grant: The record was changed outside of Watchword.");
  }

  @Test
  void namesWhatIsHeldAgainAfterItEnded() { // CR-12
    UUID endedByStaff = entry(handedOver());
    Receipt endedByCustomer = handedOver().receipt();
    handedOver();
    keepCopy();
    here.custody.ending().byStaff(OWNER, endedByStaff);
    here.custody.ending().byCustomer(endedByCustomer, CUSTOMER);
    assertThat(contradictions()).isEmpty();

    putBack("held");
    putBack("receipt");

    assertThat(contradictions())
        .containsExactlyInAnyOrder(
            "held: The record had come to its end, and was put back.",
            "receipt: The record had come to its end, and was put back.");
  }

  @Test
  void namesGrantsAndTeamsThatSomebodyHasAgainAfterTheyLeft() { // CR-12: grant end, AZ-09
    handedOver();
    here.custody.teams().add(OWNER, "desk", Set.of(OPERATOR.id(), OTHER.id()));
    keepCopy();
    here.custody.teams().leave(OWNER, OPERATOR.id());
    assertThat(contradictions()).isEmpty();

    putBack("grant");
    putBack("team");

    assertThat(contradictions())
        .containsExactlyInAnyOrder(
            "grant: The record had come to its end, and was put back.",
            "team: The record was put back to an older state.");
  }

  private void sql(String statement) {
    store()
        .database()
        .write(session -> {
          try (Statement edit = session.connection().createStatement()) {
            return edit.executeUpdate(statement);
          }
        });
  }
}
