package dev.watchword.adapters.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts a code on the desktop's clipboard by the program that the desktop has for it, and clears it
/// again unless something else was copied meanwhile (SECURITY LO-09).
final class Clipboard {

  /// After how many seconds it is cleared.
  static final int SECONDS = 30;

  /// @param variable set on the desktops that the program is for; empty for any
  private record Tool(String variable, String copy, String paste) {}

  private static final List<Tool> TOOLS =
      List.of(
          new Tool("WAYLAND_DISPLAY", "wl-copy", "wl-paste --no-newline"),
          new Tool("DISPLAY", "xclip -selection clipboard", "xclip -selection clipboard -o"),
          new Tool("DISPLAY", "xsel --clipboard --input", "xsel --clipboard --output"),
          new Tool("", "pbcopy", "pbpaste"));

  /// Waits, and clears if the clipboard still has what standard input gave. The code goes by
  /// standard input and stays in the shell's memory: no command line shows it.
  private static final String CLEAR_LATER =
      "code=$(cat); printf %%s \"$code\" | %1$s; sleep %3$d;"
          + " if [ \"$(%2$s 2>/dev/null)\" = \"$code\" ]; then printf '' | %1$s; fi";

  /// Asks the terminal what its clipboard holds.
  static final String TERMINAL_QUESTION = "\u001b]52;c;?\u0007";

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Clipboard() {}

  /// What puts a text on the clipboard of the terminal itself (OSC 52), at the other end of an SSH
  /// connection too; an empty one clears it.
  static String terminalSequence(String text) {
    return "\u001b]52;c;"
        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))
        + "\u0007";
  }

  static void copy(Map<String, String> environment, String code) {
    Tool tool = tool(environment);
    if (tool == null) {
      throw Failure.expected(
          "no-clipboard",
          "There is no clipboard to be had; install wl-clipboard (Wayland) or xclip (X11), or leave"
              + " --copy out.");
    }
    try {
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(SETSID)) {
        // a session of its own: Ctrl-C and the end of the terminal leave it to clear
        command.add(SETSID.toString());
      }
      command.addAll(List.of("sh", "-c", CLEAR_LATER.formatted(tool.copy, tool.paste, SECONDS)));
      Process shell =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream in = shell.getOutputStream()) {
        in.write(code.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw Failure.expected("no-clipboard", "The clipboard could not be written.");
    }
  }

  static boolean available(Map<String, String> environment) {
    return tool(environment) != null;
  }

  private static @Nullable Tool tool(Map<String, String> environment) {
    for (Tool tool : TOOLS) {
      String program = tool.copy.split(" ")[0];
      if ((tool.variable.isEmpty() || environment.containsKey(tool.variable))
          && DesktopProgram.present(environment, program)) {
        return tool;
      }
    }
    return null;
  }
}
