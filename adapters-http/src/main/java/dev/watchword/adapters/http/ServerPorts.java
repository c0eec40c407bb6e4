package dev.watchword.adapters.http;

import dev.watchword.core.access.ApiTokenRepository;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.vault.CurrentVault;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What the server needs of the world, each from whoever starts it.
///
/// @param decoder reads the codes out of pictures
/// @param vault the open vault, while there is one
/// @param tokens knows which tokens count
/// @param clock the time that codes and expiries go by
/// @param random for request ids
public record ServerPorts(
    ImageDecoder decoder,
    CurrentVault vault,
    ApiTokenRepository tokens,
    InstantSource clock,
    SecureRandom random) {}
