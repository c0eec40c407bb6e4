package dev.watchword.core.interchange;

import dev.watchword.core.keyuri.Label;
import java.util.Objects;

/// Something that an export can't take along.
///
/// @param position of the entry among those to be written, from 1
/// @param label whose it is
/// @param leftOut whether the whole entry stays behind, not only a detail of it
/// @param what what the target can't hold, as a phrase: "a period of 60 s", "the note"
public record Loss(int position, Label label, boolean leftOut, String what) {

  public Loss {
    Objects.requireNonNull(label);
    Objects.requireNonNull(what);
  }
}
