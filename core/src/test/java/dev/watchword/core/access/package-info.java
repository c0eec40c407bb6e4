/// The contract of token stores, and one in memory.
@NullMarked
package dev.watchword.core.access;

import org.jspecify.annotations.NullMarked;
