/// The hostile set: what somebody could send to hurt the program, and the built program run over
/// it.
@NullMarked
package dev.watchword.app.hostile;

import org.jspecify.annotations.NullMarked;
