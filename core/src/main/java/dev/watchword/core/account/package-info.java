/// Whose factor it is: the relying party and its subscriber.
@NullMarked
package dev.watchword.core.account;

import org.jspecify.annotations.NullMarked;
