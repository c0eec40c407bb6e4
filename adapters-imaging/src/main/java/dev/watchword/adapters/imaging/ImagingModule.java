package dev.watchword.adapters.imaging;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.vault.IconMaker;

/// Binds the picture ports: [ImageDecoder] to the staged reader, [QrRenderer] to ZXing's encoder,
/// [IconMaker] to ImageIO.
///
/// All are single instances, safe for several threads, and hold nothing between calls.
public final class ImagingModule extends AbstractModule {

  @Provides
  @Singleton
  ImageDecoder imageDecoder() {
    return new StagedImageDecoder();
  }

  @Provides
  @Singleton
  IconMaker iconMaker() {
    return new JdkIconMaker();
  }

  @Provides
  @Singleton
  QrRenderer qrRenderer() {
    return new ZxingQrRenderer();
  }
}
