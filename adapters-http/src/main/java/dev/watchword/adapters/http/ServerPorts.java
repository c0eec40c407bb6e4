package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.audit.CheckpointSink;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.vault.CurrentVault;
import dev.watchword.core.vault.IconMaker;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What the server needs of the world, each from whoever starts it.
///
/// @param decoder reads the codes out of pictures
/// @param vault the open vault, while there is one
/// @param verifier what a relying party's requests are answered by, while there is one
/// @param tokens knows which tokens count
/// @param vaultSide what the vault's side works with besides the vault; without it the server moves
///   no accounts in or out, shows no secret, and keeps no record of what is read
/// @param people what a server with people of its own needs; without it tokens alone let anybody in
/// @param clock the time that codes and expiries go by
/// @param random for request ids
public record ServerPorts(
    ImageDecoder decoder,
    CurrentVault vault,
    CurrentVerifier verifier,
    ApiTokenRepository tokens,
    Optional<VaultSide> vaultSide,
    Optional<PeoplePorts> people,
    InstantSource clock,
    SecureRandom random) {

  /// What the vault's side works with.
  ///
  /// @param formats those that are read and written, in the order in which equally sure ones are
  ///   tried
  /// @param auditLog where everything that is done with entries is put on record
  /// @param anchor the checkpoints of the audit log, from outside of the store
  /// @param renderer draws QR codes
  /// @param icons makes icons out of pictures
  /// @param node the name of this process in the audit log
  public record VaultSide(
      List<BackupFormat> formats,
      AuditLog auditLog,
      CheckpointSink anchor,
      QrRenderer renderer,
      IconMaker icons,
      String node) {
    public VaultSide {
      formats = List.copyOf(formats);
    }
  }

  /// Ports without the vault's side, and without a verifier: its routes answer that it is locked.
  public ServerPorts(
      ImageDecoder decoder,
      CurrentVault vault,
      ApiTokenRepository tokens,
      InstantSource clock,
      SecureRandom random) {
    this(
        decoder, vault, Optional::empty, tokens, Optional.empty(), Optional.empty(), clock, random);
  }

  /// Ports without people of the server's own: tokens alone let anybody in.
  public ServerPorts(
      ImageDecoder decoder,
      CurrentVault vault,
      CurrentVerifier verifier,
      ApiTokenRepository tokens,
      Optional<VaultSide> vaultSide,
      InstantSource clock,
      SecureRandom random) {
    this(decoder, vault, verifier, tokens, vaultSide, Optional.empty(), clock, random);
  }

  /// The same with people of the server's own.
  public ServerPorts withPeople(PeoplePorts more) {
    return new ServerPorts(
        decoder, vault, verifier, tokens, vaultSide, Optional.of(more), clock, random);
  }
}
