package dev.watchword.core.session;

import dev.watchword.core.seal.RowMac;
import java.time.Instant;

/// A session as a store keeps it: [SessionKeys] makes one, and opens it only if nothing of it was
/// changed.
///
/// @param unverified what the row says; not to be relied on before the MAC is checked
/// @param lastSeenAt when a request last came, to a second; not part of what is authenticated, as
///   the end is
/// @param mac over `unverified`
public record StoredSession(Session unverified, Instant lastSeenAt, RowMac mac) {}
