/// Making several repository calls one change.
@NullMarked
package dev.watchword.core.transaction;

import org.jspecify.annotations.NullMarked;
