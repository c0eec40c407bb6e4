package dev.watchword.adapters.cli;

import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrRenderer;

/// The parts of the program that read and draw pictures, for commands that need no vault.
///
/// Public because the composition root asks the injector for it; see [WatchwordCli.Wiring].
public final class CliPictures {

  private final ImageDecoder decoder;
  private final QrRenderer renderer;

  CliPictures(ImageDecoder decoder, QrRenderer renderer) {
    this.decoder = decoder;
    this.renderer = renderer;
  }

  ImageDecoder decoder() {
    return decoder;
  }

  QrRenderer renderer() {
    return renderer;
  }
}
