package dev.watchword.app;

import dev.watchword.adapters.http.CurrentVerifier;
import dev.watchword.adapters.http.Verifier;
import dev.watchword.core.access.SealTokens;
import dev.watchword.core.audit.AuditKeys;
import dev.watchword.core.audit.AuditTrail;
import dev.watchword.core.audit.CheckpointAudit;
import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.audit.LinkAudit;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.enrolment.ExpireEnrolments;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.verification.VerificationPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The verifier of a server that has a vault open, under a key derived from that vault's, and its
/// upkeep. Thread-safe.
final class ServedVerifier implements CurrentVerifier {

  private static final Duration SWEEP_PAUSE = Duration.ofSeconds(20);
  private static final Duration LINK_PAUSE = Duration.ofSeconds(1);

  private final CurrentVault vault;
  private final Verifier.Stores stores;
  private final BiFunction<VaultKey, AuditTrail, SealTokens> seal;
  private final String node;
  private final CheckpointSink anchor;
  private final SecureRandom random;
  private final InstantSource clock;
  private final QrRenderer renderer;
  private @Nullable Made made;

  /// @param seal to be done once, before any token is looked at
  /// @param node this process's name in the audit log
  /// @param anchor where checkpoints of the audit log go
  ServedVerifier(
      CurrentVault vault,
      Verifier.Stores stores,
      BiFunction<VaultKey, AuditTrail, SealTokens> seal,
      String node,
      CheckpointSink anchor,
      SecureRandom random,
      InstantSource clock,
      QrRenderer renderer) {
    this.vault = vault;
    this.stores = stores;
    this.seal = seal;
    this.node = node;
    this.anchor = anchor;
    this.random = random;
    this.clock = clock;
    this.renderer = renderer;
  }

  /// A verifier of the same server for a vault that is not open for others yet.
  ServedVerifier of(OpenVault opened) {
    return new ServedVerifier(
        () -> Optional.of(opened), stores, seal, node, anchor, random, clock, renderer);
  }

  private record Made(
      Verifier verifier, ExpireEnrolments expire, LinkAudit link, CheckpointAudit checkpoint) {}

  @Override
  public Optional<Verifier> verifier() {
    return made().map(Made::verifier);
  }

  /// What has to be done again and again while it is served: pending enrolments that expired are
  /// erased (SECURITY EN-03), audit entries get their places, checkpoints are written (AU-05).
  List<Chore> upkeep() {
    return List.of(
        chore("erasing expired enrolments", SWEEP_PAUSE, it -> it.expire.sweep()),
        chore(
            "linking the audit log",
            LINK_PAUSE,
            it -> {
              it.link.link();
              it.checkpoint.checkpointIfDue();
            }));
  }

  /// Gives what waits its place and writes a checkpoint, once, when all else has ended (SECURITY
  /// CR-13).
  Runnable lastCheckpoint() {
    return () ->
        made()
            .ifPresent(it -> {
              it.link.link();
              it.checkpoint.checkpoint();
            });
  }

  private Chore chore(String name, Duration pause, Consumer<Made> work) {
    return new Chore(name, pause, () -> made().ifPresent(work));
  }

  private synchronized Optional<Made> made() {
    Optional<OpenVault> open = vault.vault();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    if (made == null) {
      try (VaultKey key = open.get().verifierKey()) {
        made = make(key, open.get());
      }
    }
    return Optional.of(made);
  }

  private Made make(VaultKey key, OpenVault open) {
    AuditTrail trail = new AuditTrail(new AuditKeys(key), node);
    seal.apply(key, trail).sealOnce();
    return new Made(
        Verifier.of(
            stores, key, open.id().value(), node, random, VerificationPolicy.STANDARD, renderer),
        new ExpireEnrolments(stores.enrolments(), trail),
        new LinkAudit(stores.auditLog(), trail),
        new CheckpointAudit(stores.auditLog(), trail, anchor, clock));
  }
}
