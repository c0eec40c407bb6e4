/// The people who may use this server: who they are, what they may be, and how their passwords are
/// checked.
@NullMarked
package dev.watchword.core.people;

import org.jspecify.annotations.NullMarked;
