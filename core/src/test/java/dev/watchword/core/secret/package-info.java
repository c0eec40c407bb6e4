@NullMarked
package dev.watchword.core.secret;

import org.jspecify.annotations.NullMarked;
