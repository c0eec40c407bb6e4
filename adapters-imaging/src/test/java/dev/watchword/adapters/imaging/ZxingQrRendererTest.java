package dev.watchword.adapters.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import dev.watchword.core.capture.QrRenderer;
import dev.watchword.core.capture.QrRendererContract;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZxingQrRendererTest implements QrRendererContract {

  @Override
  public QrRenderer renderer() {
    return new ZxingQrRenderer();
  }

  @ParameterizedTest // EN-12
  @ValueSource(
      strings = {
        "plain", "A&B?c=d#e", "a:b:c", "\"><script>alert(1)</script>", "../../etc/passwd", "%00%0a",
            "line\nbreak", "\u001b[31mred",
        "\u202Eright to left", "日本語", "Ünïcödé", "😀", "'; DROP TABLE entries;--",
            "${jndi:ldap://x}", "0123456789", "UPPER CASE $%*+-./:"
      })
  void whatItDrawsIsReadBackAsItWas(String name) {
    String uri =
        "otpauth://totp/"
            + URLEncoder.encode(name, StandardCharsets.UTF_8)
            + "?secret=GEZDGNBVGY3TQOJQ";
    for (String text : List.of(uri, name)) {
      byte[] png = renderer().png(text, 4);
      try (Capture capture =
          new StagedImageDecoder().decode(new Picture.Encoded(png), DecodeLimits.STANDARD)) {
        assertThat(capture.codes()).extracting(QrCode::text).containsExactly(text);
      }
    }
  }
}
