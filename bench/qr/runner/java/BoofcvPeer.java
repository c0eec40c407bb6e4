import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// BoofCV's QR detector with its default settings, one thread.
final class BoofcvPeer {
  public static void main(String[] args) throws IOException {
    boofcv.concurrency.BoofConcurrency.USE_CONCURRENT = false;
    QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
    ImageIO.setUseCache(false);
    Harness.serve(
        picture -> {
          BufferedImage image = ImageIO.read(picture.toFile());
          if (image == null) {
            throw new IOException("no reader for this kind of picture");
          }
          detector.process(grey(image));
          List<byte[]> payloads = new ArrayList<>();
          for (QrCode code : detector.getDetections()) {
            payloads.add(code.message.getBytes(StandardCharsets.UTF_8));
          }
          return Harness.Answer.of(payloads);
        });
  }

  private static GrayU8 grey(BufferedImage image) {
    BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = rgb.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    byte[] bgr = ((DataBufferByte) rgb.getRaster().getDataBuffer()).getData();
    GrayU8 grey = new GrayU8(image.getWidth(), image.getHeight());
    for (int i = 0; i < grey.data.length; i++) {
      int sum = 29 * (bgr[3 * i] & 0xFF) + 150 * (bgr[3 * i + 1] & 0xFF) + 77 * (bgr[3 * i + 2] & 0xFF);
      grey.data[i] = (byte) (sum >> 8);
    }
    return grey;
  }
}
