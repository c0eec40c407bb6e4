package dev.watchword.adapters.imaging;

import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.ImageDecoderContract;

class StagedImageDecoderTest implements ImageDecoderContract {

  private static final ImageDecoder DECODER = new StagedImageDecoder();

  @Override
  public ImageDecoder decoder() {
    return DECODER;
  }
}
