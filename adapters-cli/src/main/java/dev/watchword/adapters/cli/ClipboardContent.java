package dev.watchword.adapters.cli;

import java.awt.AWTError;
import java.awt.HeadlessException;
import java.awt.Image;
import java.awt.Toolkit;
import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was copied on the desktop: a picture, or a text that may hold Key URIs. By wl-paste or
/// xclip where they are, else by the window system through Java.
final class ClipboardContent {

  /// @param types prints the types that are offered
  /// @param paste prints the content, with the type behind it
  private record Tool(String variable, List<String> types, List<String> paste) {}

  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              "WAYLAND_DISPLAY",
              List.of("wl-paste", "--list-types"),
              List.of("wl-paste", "--no-newline", "--type")),
          new Tool(
              "DISPLAY",
              List.of("xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"),
              List.of("xclip", "-selection", "clipboard", "-o", "-t")));

  /// The types that are asked for, best first.
  private static final List<String> WANTED =
      List.of(
          "image/png",
          "image/bmp",
          "image/jpeg",
          "image/webp",
          "image/tiff",
          "text/plain;charset=utf-8",
          "UTF8_STRING",
          "text/plain");

  private static final int MOST_TYPES_BYTES = 64 * 1024;

  private ClipboardContent() {}

  /// @param most how many bytes it may have
  /// @throws Failure where there is no clipboard, or nothing on it that could hold a code
  static PictureSource read(Map<String, String> environment, int most) {
    for (Tool tool : TOOLS) {
      if (environment.containsKey(tool.variable)
          && DesktopProgram.present(environment, tool.types.getFirst())) {
        return held(byTool(environment, tool, most));
      }
    }
    if (environment.containsKey("DISPLAY") || System.getProperty("os.name", "").startsWith("Mac")) {
      return held(byJava());
    }
    throw Failure.expected(
        "no-clipboard",
        environment.containsKey("WAYLAND_DISPLAY")
            ? "A Wayland desktop's clipboard is read by wl-paste; install wl-clipboard."
            : "There is no clipboard here: neither WAYLAND_DISPLAY nor DISPLAY is set. Save the"
                + " picture to a file, and scan that.");
  }

  private static PictureSource held(Optional<byte[]> content) {
    return new PictureSource.Held(
        "clipboard",
        content.orElseThrow(() ->
            Failure.expected(
                "empty-clipboard",
                "There is no picture and no text on the clipboard; copy the screenshot, and try"
                    + " again.")));
  }

  private static Optional<byte[]> byTool(Map<String, String> environment, Tool tool, int most) {
    String offered =
        DesktopProgram.output(environment, tool.types, MOST_TYPES_BYTES)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    List<String> types = offered.lines().map(String::strip).toList();
    return WANTED.stream()
        .filter(types::contains)
        .findFirst()
        .flatMap(type -> {
          List<String> command = new java.util.ArrayList<>(tool.paste);
          command.add(type);
          return DesktopProgram.output(environment, command, most);
        });
  }

  private static Optional<byte[]> byJava() {
    try {
      Clipboard clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
      if (clipboard.isDataFlavorAvailable(DataFlavor.imageFlavor)) {
        return Optional.of(
            ScreenShots.png(drawn((Image) clipboard.getData(DataFlavor.imageFlavor))));
      }
      if (clipboard.isDataFlavorAvailable(DataFlavor.stringFlavor)) {
        String text = (String) clipboard.getData(DataFlavor.stringFlavor);
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
      }
      return Optional.empty();
    } catch (UnsupportedFlavorException | IOException | IllegalStateException changedMeanwhile) {
      return Optional.empty();
    } catch (HeadlessException | AWTError | LinkageError e) {
      throw Failure.expected(
          "no-clipboard",
          "The clipboard can't be read; install xclip (X11) or wl-clipboard (Wayland).");
    }
  }

  private static BufferedImage drawn(Image image) {
    BufferedImage copy =
        new BufferedImage(
            Math.max(image.getWidth(null), 1),
            Math.max(image.getHeight(null), 1),
            BufferedImage.TYPE_INT_RGB);
    copy.createGraphics().drawImage(image, 0, 0, null);
    return copy;
  }
}
