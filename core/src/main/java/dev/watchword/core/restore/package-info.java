/// What a store that was put back owes to the store in whose place it came.
@NullMarked
package dev.watchword.core.restore;

import org.jspecify.annotations.NullMarked;
