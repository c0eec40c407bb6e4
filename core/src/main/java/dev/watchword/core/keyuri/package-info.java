/// The Key URI: how an account's secret and parameters travel in a QR code or a line of text.
@NullMarked
package dev.watchword.core.keyuri;

import org.jspecify.annotations.NullMarked;
