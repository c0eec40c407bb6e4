/// Taking codes: the one way to verify, resynchronisation, and unlocking by an operator.
@NullMarked
package dev.watchword.core.verification;

import org.jspecify.annotations.NullMarked;
