/// Shared secrets and PINs that redact and wipe themselves, and Base32.
@NullMarked
package dev.watchword.core.secret;

import org.jspecify.annotations.NullMarked;
