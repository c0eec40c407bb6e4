@NullMarked
package dev.watchword.core.keyuri;

import org.jspecify.annotations.NullMarked;
