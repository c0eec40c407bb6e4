package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.QrRenderer;
import org.junit.jupiter.api.Test;

class ImagingModuleTest {

  @Test
  void bindsBothPorts() {
    Injector injector =
        Guice.createInjector(binder -> binder.requireExplicitBindings(), new ImagingModule());
    assertThat(injector.getInstance(ImageDecoder.class)).isNotNull();
    assertThat(injector.getInstance(QrRenderer.class)).isNotNull();
  }
}
