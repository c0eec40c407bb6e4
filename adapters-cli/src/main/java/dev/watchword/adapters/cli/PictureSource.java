package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a picture comes from: a file, standard input, the screen, the clipboard.
sealed interface PictureSource {

  /// What the picture is called in a report.
  String name();

  /// The whole content, or its first `most` bytes; the caller's to wipe.
  byte[] read(Session session, int most) throws IOException;

  /// A file that was named on the command line, or `-` for standard input.
  record Named(String name) implements PictureSource {

    @Override
    public byte[] read(Session session, int most) throws IOException {
      if (name.equals("-")) {
        return session.terminal().input().readNBytes(most);
      }
      Path file = SharedOptions.path(name);
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(most);
      }
    }
  }

  /// What was taken from the desktop, and is in memory only.
  final class Held implements PictureSource {

    private final String name;
    private final byte[] content;

    Held(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] read(Session session, int most) {
      return content;
    }
  }
}
