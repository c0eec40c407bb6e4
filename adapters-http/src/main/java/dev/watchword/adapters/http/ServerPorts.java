package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.audit.AuditLog;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.interchange.BackupFormat;
import dev.watchword.core.vault.CurrentVault;
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
/// @param transfers what an import works with; without it the server imports nothing
/// @param people what a server with people of its own needs; without it tokens alone let anybody in
/// @param clock the time that codes and expiries go by
/// @param random for request ids
public record ServerPorts(
    ImageDecoder decoder,
    CurrentVault vault,
    CurrentVerifier verifier,
    ApiTokenRepository tokens,
    Optional<Transfers> transfers,
    Optional<PeoplePorts> people,
    InstantSource clock,
    SecureRandom random) {

  /// What an import works with.
  ///
  /// @param formats those that are read, in the order in which equally sure ones are tried
  /// @param auditLog where imports are put on record
  public record Transfers(List<BackupFormat> formats, AuditLog auditLog) {
    public Transfers {
      formats = List.copyOf(formats);
    }
  }

  /// Ports without imports, and without a verifier: its routes answer that it is locked.
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
      Optional<Transfers> transfers,
      InstantSource clock,
      SecureRandom random) {
    this(decoder, vault, verifier, tokens, transfers, Optional.empty(), clock, random);
  }

  /// The same with people of the server's own.
  public ServerPorts withPeople(PeoplePorts more) {
    return new ServerPorts(
        decoder, vault, verifier, tokens, transfers, Optional.of(more), clock, random);
  }
}
