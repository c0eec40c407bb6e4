/// Recovery codes that this verifier issues (look-up secrets, NIST SP 800-63B §3.1.2, §4.2.1.1).
@NullMarked
package dev.watchword.core.recovery;

import org.jspecify.annotations.NullMarked;
