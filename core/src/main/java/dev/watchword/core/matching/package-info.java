/// Holding a submitted code against the codes that a factor would give.
@NullMarked
package dev.watchword.core.matching;

import org.jspecify.annotations.NullMarked;
