/// What every store of custody keeps to.
@NullMarked
package dev.watchword.core.custody;

import org.jspecify.annotations.NullMarked;
