/// Reading codes out of pictures: the port [ImageDecoder], what was found, or why nothing was.
@NullMarked
package dev.watchword.core.capture;

import org.jspecify.annotations.NullMarked;
