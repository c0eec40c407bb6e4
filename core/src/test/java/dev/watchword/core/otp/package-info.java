@NullMarked
package dev.watchword.core.otp;

import org.jspecify.annotations.NullMarked;
