/// Moving in and out: the backup files of other authenticators, read into entries and written from
/// them, and the honest report of what became of each item.
@NullMarked
package dev.watchword.core.interchange;

import org.jspecify.annotations.NullMarked;
