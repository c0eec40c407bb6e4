package dev.watchword.adapters.http;

import dev.watchword.core.custody.Custody;
import java.util.Optional;

/// The acts of custody on the vault that is open now; none while it is locked.
///
/// An implementation is thread-safe and answers at once.
@FunctionalInterface
public interface CurrentCustody {

  Optional<Custody> custody();
}
