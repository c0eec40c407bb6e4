import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// ZXing as its users call it: one look, HybridBinarizer, TRY_HARDER.
final class ZxingPeer {
  public static void main(String[] args) throws IOException {
    Map<DecodeHintType, Object> hints = new EnumMap<>(DecodeHintType.class);
    hints.put(DecodeHintType.TRY_HARDER, Boolean.TRUE);
    hints.put(DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));
    ImageIO.setUseCache(false);
    Harness.serve(picture -> Harness.Answer.of(read(picture, hints)));
  }

  private static List<byte[]> read(Path picture, Map<DecodeHintType, Object> hints) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    if (image == null) {
      throw new IOException("no reader for this kind of picture");
    }
    BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
    try {
      return List.of(new MultiFormatReader().decode(bitmap, hints).getText().getBytes(StandardCharsets.UTF_8));
    } catch (NotFoundException nothing) {
      return List.of();
    }
  }
}
