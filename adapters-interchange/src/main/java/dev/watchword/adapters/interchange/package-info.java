/// Other authenticators' backup formats: one class for each, one line in [InterchangeModule] for
/// each, and the shared pieces that open and parse them.
@NullMarked
package dev.watchword.adapters.interchange;

import org.jspecify.annotations.NullMarked;
