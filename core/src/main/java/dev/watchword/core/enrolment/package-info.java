/// Binding an authenticator to a subscriber (NIST SP 800-63B §4.1), showing it while it is pending,
/// replacing and revoking it.
@NullMarked
package dev.watchword.core.enrolment;

import org.jspecify.annotations.NullMarked;
