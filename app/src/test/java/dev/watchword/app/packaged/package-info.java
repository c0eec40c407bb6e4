/// Tests of the program as it is packaged: the script, the caches, real processes.
@NullMarked
package dev.watchword.app.packaged;

import org.jspecify.annotations.NullMarked;
