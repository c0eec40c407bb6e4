/// One-time passwords: HOTP (RFC 4226), TOTP (RFC 6238), and the codes of Steam, mOTP and Yandex.
@NullMarked
package dev.watchword.core.otp;

import org.jspecify.annotations.NullMarked;
