/// Who did what, in a keyed chain that cannot be edited quietly.
@NullMarked
package dev.watchword.core.audit;

import org.jspecify.annotations.NullMarked;
