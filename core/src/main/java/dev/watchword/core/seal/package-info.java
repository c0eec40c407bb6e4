/// Sealing: a vault's key, the purposes it is derived for, and the envelope round each record.
@NullMarked
package dev.watchword.core.seal;

import org.jspecify.annotations.NullMarked;
