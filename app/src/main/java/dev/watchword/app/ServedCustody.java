package dev.watchword.app;

import dev.watchword.adapters.http.CurrentCustody;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.Webhooks;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.OpenVault;
import dev.watchword.core.vault.StorageException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What customers hand over to a server that has a vault open, and its upkeep. Thread-safe.
final class ServedCustody implements CurrentCustody {

  private static final Duration END_PAUSE = Duration.ofSeconds(5);
  private static final Duration SEND_PAUSE = Duration.ofSeconds(5);

  private final CurrentVault vault;
  private final Custody.Stores stores;
  private final String node;
  private final SecureRandom random;
  private final Webhooks.Sender sender;
  private @Nullable OpenVault madeOf;
  private @Nullable Custody made;

  /// @param node this process's name in the audit log
  ServedCustody(
      CurrentVault vault,
      Custody.Stores stores,
      String node,
      SecureRandom random,
      Webhooks.Sender sender) {
    this.vault = vault;
    this.stores = stores;
    this.node = node;
    this.random = random;
    this.sender = sender;
  }

  /// Custody of the same server for a vault that is not open for others yet.
  ServedCustody of(OpenVault opened) {
    return new ServedCustody(() -> Optional.of(opened), stores, node, random, sender);
  }

  /// Made anew where the vault was locked and unlocked meanwhile.
  @Override
  public synchronized Optional<Custody> custody() {
    Optional<OpenVault> open = vault.vault();
    if (open.isEmpty()) {
      made = null;
      madeOf = null;
      return Optional.empty();
    }
    if (made == null || madeOf != open.get()) {
      made = Custody.of(stores, open.get(), node, random);
      madeOf = open.get();
    }
    return Optional.of(made);
  }

  /// @throws StorageException when the vault was locked meanwhile
  Webhooks webhooks() {
    return custody()
        .orElseThrow(() -> new StorageException("The vault was locked meanwhile."))
        .webhooks();
  }

  /// What has to be done again and again: what is over is erased, and events go out.
  List<Chore> upkeep() {
    return List.of(
        chore("ending what was held long enough", END_PAUSE, it -> it.ending().sweep()),
        chore("sending webhooks", SEND_PAUSE, it -> it.webhooks().send(sender)));
  }

  private Chore chore(String name, Duration pause, Consumer<Custody> work) {
    return new Chore(name, pause, () -> custody().ifPresent(work));
  }
}
