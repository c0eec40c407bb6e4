package dev.watchword.adapters.imaging;

import java.util.List;

/// One decoded picture, page or animation frame, the right way up.
///
/// @param luma its brightness, transparent parts over the ground that shows something
/// @param otherViews the same picture by other planes (colour channels, other grounds), for codes
///   whose modules differ in colour or transparency only; may be empty
/// @param damaged whether its data broke off, so that a part of the picture is missing
record Frame(GreyImage luma, List<GreyImage> otherViews, boolean damaged) {

  Frame {
    otherViews = List.copyOf(otherViews);
  }

  static Frame of(GreyImage luma) {
    return new Frame(luma, List.of(), false);
  }
}
