/// How many wrong tries a factor stands, and the waits between them (RFC 4226 §7.3).
@NullMarked
package dev.watchword.core.throttle;

import org.jspecify.annotations.NullMarked;
