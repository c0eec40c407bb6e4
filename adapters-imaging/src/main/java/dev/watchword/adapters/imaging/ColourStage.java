package dev.watchword.adapters.imaging;

/// Glances at the colour channels, and the transparency, of a picture whose brightness gave
/// nothing: a code whose two colours are equally bright shows in one of them plainly.
final class ColourStage implements SearchStage {

  @Override
  public void search(FrameSearch search) {
    for (GreyImage view : search.frame().otherViews()) {
      if (!search.findings().empty() || search.over()) {
        return;
      }
      FinderStage.glance(view, search);
    }
  }
}
