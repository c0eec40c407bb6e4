import com.google.inject.Guice;
import dev.watchword.adapters.imaging.ImagingModule;
import dev.watchword.core.capture.Capture;
import dev.watchword.core.capture.DecodeLimits;
import dev.watchword.core.capture.Diagnosis;
import dev.watchword.core.capture.ImageDecoder;
import dev.watchword.core.capture.Picture;
import dev.watchword.core.capture.QrCode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/// Watchword's reader through its port; the one argument is the deadline in milliseconds, 0 for the standard one.
final class OursReader {
  public static void main(String[] args) throws IOException {
    long millis = Long.parseLong(args[0]);
    DecodeLimits limits = millis == 0 ? DecodeLimits.STANDARD : DecodeLimits.STANDARD.within(Duration.ofMillis(millis));
    ImageDecoder decoder = Guice.createInjector(new ImagingModule()).getInstance(ImageDecoder.class);
    Harness.serve(
        file -> {
          try (Capture capture = decoder.decode(new Picture.Encoded(Files.readAllBytes(file)), limits)) {
            List<byte[]> payloads = capture.codes().stream().filter(code -> code.part().isEmpty()).map(QrCode::payload).toList();
            return new Harness.Answer(payloads, capture.diagnoses().stream().map(Diagnosis::code).toList());
          }
        });
  }
}
