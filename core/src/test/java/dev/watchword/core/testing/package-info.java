/// Time and chance for tests: what core is handed instead of the machine's.
@NullMarked
package dev.watchword.core.testing;

import org.jspecify.annotations.NullMarked;
