package dev.watchword.app.packaged;

import java.awt.BorderLayout;
import java.awt.EventQueue;
import java.io.File;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;
import javax.swing.JLabel;
import javax.swing.JWindow;

/// Shows a picture on the screen, as a browser would, until it is killed; prints a mark once it is
/// there.
final class PictureWindow {

  private PictureWindow() {}

  public static void main(String[] arguments) throws Exception {
    ImageIcon picture = new ImageIcon(read(arguments[0]));
    EventQueue.invokeAndWait(() -> {
      JWindow window = new JWindow();
      JLabel label = new JLabel(picture);
      window.add(label, BorderLayout.CENTER);
      window.pack();
      window.setVisible(true);
      label.paintImmediately(0, 0, label.getWidth(), label.getHeight());
      window.getToolkit().sync();
    });
    Thread.sleep(500);
    System.out.print('!');
    System.out.flush();
    Thread.sleep(60_000);
  }

  private static java.awt.Image read(String file) throws IOException {
    return ImageIO.read(new File(file));
  }
}
