package dev.watchword.adapters.cli;

import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Takes pictures of all that is on the screen: by grim on a Wayland desktop, one picture of all
/// monitors; else by the window system, a picture of each monitor. Nothing is written to a file.
final class ScreenShots {

  private ScreenShots() {}

  /// @param most how many bytes a picture may have
  /// @throws Failure where there is no screen to be had, with what to do
  static List<PictureSource> take(Map<String, String> environment, int most) {
    if (environment.containsKey("WAYLAND_DISPLAY")) {
      return List.of(new PictureSource.Held("screen", byGrim(environment, most)));
    }
    boolean windows = environment.containsKey("DISPLAY");
    if (!windows && !System.getProperty("os.name", "").startsWith("Mac")) {
      throw none("There is no screen here: neither WAYLAND_DISPLAY nor DISPLAY is set");
    }
    try {
      return byRobot();
    } catch (HeadlessException | AWTException | AWTError | SecurityException e) {
      throw none("The window system does not let its screen be read");
    } catch (LinkageError e) {
      throw none(
          "This Java runtime can't read the screen; it needs the window system's libraries (on"
              + " Debian: apt install libxtst6 libxi6 libxrender1)");
    }
  }

  private static byte[] byGrim(Map<String, String> environment, int most) {
    if (!DesktopProgram.present(environment, "grim")) {
      throw none("A Wayland desktop's screen is read by the program grim, which is not installed");
    }
    return DesktopProgram.output(environment, List.of("grim", "-t", "png", "-"), most)
        .orElseThrow(() -> none("grim could not read this desktop's screen"));
  }

  private static List<PictureSource> byRobot() throws AWTException {
    List<PictureSource> pictures = new ArrayList<>();
    GraphicsDevice[] monitors =
        GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices();
    for (int i = 0; i < monitors.length; i++) {
      Rectangle whole = monitors[i].getDefaultConfiguration().getBounds();
      BufferedImage picture = new Robot(monitors[i]).createScreenCapture(whole);
      String name = monitors.length == 1 ? "screen" : "screen " + (i + 1);
      pictures.add(new PictureSource.Held(name, png(picture)));
    }
    return pictures;
  }

  static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.setUseCache(false); // no temporary files
    try {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Failure none(String why) {
    return Failure.expected(
        "no-screen",
        why + ". Save a screenshot with the desktop's own program, and scan that file.");
  }
}
