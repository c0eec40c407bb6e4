/// The authenticator's side: a vault of entries for other people's sites, its key slots and its
/// store.
@NullMarked
package dev.watchword.core.vault;

import org.jspecify.annotations.NullMarked;
