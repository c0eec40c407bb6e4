package dev.watchword.adapters.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.ToldNotices;
import dev.watchword.core.custody.Webhooks;
import dev.watchword.core.people.Notice;
import dev.watchword.core.people.NoticeRepository;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.Role;
import dev.watchword.core.recovery.RecoveryCode;
import dev.watchword.core.seal.Argon2idParameters;
import dev.watchword.core.seal.FakeKdf;
import dev.watchword.core.seal.Passphrase;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.session.FakeWebAuthn;
import dev.watchword.core.session.IssuedSession;
import dev.watchword.core.session.PeopleNode;
import dev.watchword.core.session.SignIn.SecondStep;
import dev.watchword.core.testing.MutableClock;
import dev.watchword.core.vault.CreateVault;
import dev.watchword.core.vault.KeySlot;
import dev.watchword.core.vault.KeySlots;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
import dev.watchword.core.vault.Unlocker;
import dev.watchword.core.verification.Race;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notices that webhooks are told of too, on a real store (SECURITY EN-13, RC-08).
abstract class ToldNoticesContract {

  private static final Custodian OWNER =
      new Custodian(new UUID(0, 100), "Olga", true, new Origin("olga", "test", ""));

  private final SecureRandom random = new SecureRandom();
  private OpenVault vault;
  private Webhooks webhooks;
  private boolean locked;
  private PeopleNode node;

  abstract DatabasePeopleStore store();

  @BeforeEach
  void wire() {
    DatabaseVerifierStore verifier = store().verifier();
    var clock = MutableClock.at(verifier.now());
    var repository = new JdbiVaultRepository(verifier.database());
    var slots = new KeySlots(new FakeKdf(), random, clock);
    try (Unlocker unlocker =
        new Unlocker.ByPassphrase(Passphrase.of("correct horse battery staple".toCharArray()))) {
      vault =
          new CreateVault(repository, slots, random, clock)
              .create(unlocker, KeySlot.Kind.PASSPHRASE, "p", Argon2idParameters.STANDARD);
    }
    var stores = new Custody.Stores(verifier.custody(), verifier.auditLog(), verifier.database());
    webhooks = Custody.of(stores, vault, "node", random).webhooks();
    NoticeRepository told =
        new ToldNotices(store().notices(), store().persons(), this::openWebhooks);
    try (VaultKey key = vault.verifierKey()) {
      Accounts accounts =
          PeopleNode.accounts(
              store().stores().with(told),
              key,
              new FakeWebAuthn(),
              Optional.empty(),
              random,
              verifier::now);
      node = new PeopleNode(store(), accounts, random);
    }
  }

  private Webhooks openWebhooks() {
    if (locked) {
      throw new StorageException("The vault was locked meanwhile.");
    }
    return webhooks;
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private UUID webhook(String... events) {
    URI url = URI.create("https://tickets.example.test/in");
    return webhooks.add(OWNER, url, Set.of(events)).id();
  }

  /// What each webhook was told since this was asked last.
  private Map<UUID, List<String>> told() {
    Map<UUID, List<String>> bodies = new HashMap<>();
    webhooks.send((webhook, delivery) ->
        bodies.computeIfAbsent(webhook.id(), id -> new ArrayList<>()).add(delivery.body()));
    return bodies;
  }

  private SecondStep recoveryCode(IssuedSession session, String text) {
    try (RecoveryCode code = RecoveryCode.ofTyped(text)) {
      return node.accounts.signIn().recoveryCode(node.who(session), code, PeopleNode.BY);
    }
  }

  private List<Notice> onThePage(Person person) {
    return node.accounts.notices().of(person.id(), 99).reversed();
  }

  @Test
  void tellsEveryWebhookThatWantsNoticesOfEachOnce() { // EN-13, RC-08
    UUID notices = webhook("notice");
    UUID all = webhook();
    UUID codesOnly = webhook("code-read");
    Optional<Person> olga = Optional.of(node.owner("olga"));
    Person ann = node.person("ann", Role.OPERATOR);
    List<String> codes = node.enrol(node.signIn("ann")).recoveryCodes();
    recoveryCode(node.signIn("ann"), codes.getFirst());
    node.accounts.change().disabled(olga, ann.id(), true, PeopleNode.BY);
    node.accounts.reset().reset(olga, ann.id(), PeopleNode.BY);

    Map<UUID, List<String>> told = told();

    assertThat(onThePage(ann))
        .extracting(Notice::kind)
        .containsSubsequence(
            Notice.Kind.FACTOR_ADDED,
            Notice.Kind.RECOVERY_CODE_USED,
            Notice.Kind.DISABLED,
            Notice.Kind.FACTOR_RESET);
    List<String> wanted = onThePage(ann).stream().map(notice -> body(ann, notice)).toList();
    assertThat(told.get(notices))
        .extracting(ToldNoticesContract::withoutDelivery)
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(told.get(all))
        .extracting(ToldNoticesContract::withoutDelivery)
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(told).doesNotContainKey(codesOnly);
    assertThat(told()).as("each once").isEmpty();
  }

  @Test
  void keepsThemAndMarksThemAsTheStoreDoes() { // EN-13
    Person ann = node.owner("ann");
    node.enrol(node.signIn("ann"));
    List<Notice> before = onThePage(ann);

    assertThat(before).isNotEmpty().noneMatch(Notice::seen);
    assertThat(node.accounts.notices().markSeen(ann.id(), before.getLast().at()))
        .isEqualTo(before.size());
    assertThat(onThePage(ann)).hasSameSizeAs(before).allMatch(Notice::seen);
    assertThat(store().notices().of(ann.id(), 99).reversed()).isEqualTo(onThePage(ann));
  }

  private static String body(Person person, Notice notice) {
    return """
    {"event":"notice","at":"%s","what":"%s","person":"%s","name":"ann","source":"192.0.2.7"}\
    """
        .formatted(notice.at(), notice.kind().text(), person.id());
  }

  private static String withoutDelivery(String body) {
    return body.replaceFirst(",\"delivery\":\"[0-9a-f-]{36}\"", "");
  }

  @Test
  void spendsNoRecoveryCodeOfWhichNobodyCanBeTold() { // RC-08
    UUID notices = webhook("notice");
    Person ann = node.owner("ann");
    String code = node.enrol(node.signIn("ann")).recoveryCodes().getFirst();
    IssuedSession session = node.signIn("ann");
    told();
    List<Notice> before = onThePage(ann);

    locked = true;
    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> recoveryCode(session, code));
    assertThat(onThePage(ann)).isEqualTo(before);
    locked = false;

    assertThat(told()).isEmpty();
    assertThat(recoveryCode(session, code)).isInstanceOf(SecondStep.Passed.class);
    assertThat(onThePage(ann)).hasSize(before.size() + 1);
    assertThat(told().get(notices)).singleElement().asString().contains("recovery-code-used");
  }

  @Test
  void tellsOnceOfARecoveryCodeThatManySendAtOnce() { // RC-04, RC-08
    UUID notices = webhook("notice");
    Person ann = node.owner("ann");
    String code = node.enrol(node.signIn("ann")).recoveryCodes().getFirst();
    List<IssuedSession> sessions = Stream.generate(() -> node.signIn("ann")).limit(4).toList();
    told();

    List<SecondStep> answers = Race.run(4, 4, i -> recoveryCode(sessions.get(i), code));

    assertThat(answers).filteredOn(SecondStep.Passed.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(SecondStep.Refused.class::isInstance).hasSize(3);
    assertThat(onThePage(ann))
        .extracting(Notice::kind)
        .containsOnlyOnce(Notice.Kind.RECOVERY_CODE_USED);
    assertThat(told().get(notices)).hasSize(1);
  }
}
