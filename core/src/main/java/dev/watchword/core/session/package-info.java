/// Signing in and staying signed in: sessions, the proofs that they rest on, and what people do
/// with their own accounts.
@NullMarked
package dev.watchword.core.session;

import org.jspecify.annotations.NullMarked;
