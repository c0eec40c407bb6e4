/// Factors that customers hand over for a while: codes for those who may have them, secrets for
/// nobody, and an end.
@NullMarked
package dev.watchword.core.custody;

import org.jspecify.annotations.NullMarked;
