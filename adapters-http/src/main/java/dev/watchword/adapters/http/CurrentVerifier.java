package dev.watchword.adapters.http;

import java.util.Optional;

/// The verifier that this process can use now: there is none while its key is not known.
///
/// An implementation is thread-safe and answers at once.
@FunctionalInterface
public interface CurrentVerifier {

  Optional<Verifier> verifier();
}
