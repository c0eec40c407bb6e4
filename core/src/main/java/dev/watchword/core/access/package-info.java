/// Who may call: API tokens, what they may do, and until when.
@NullMarked
package dev.watchword.core.access;

import org.jspecify.annotations.NullMarked;
