package dev.watchword.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs a program under `strace`, and tells whom it called: every connection and every datagram to
/// an Internet address, this machine's own included (SECURITY UP-08).
///
/// @param log where it is written; one to each program
public record Tripwire(Path log) {

  private static final Path STRACE = Path.of("/usr/bin/strace");

  /// With an address: what is sent over a connection that somebody else made has none.
  private static final Pattern CALL =
      Pattern.compile("\\b(?:connect|sendto|sendmsg|sendmmsg)\\(.*sa_family=AF_INET.*");

  /// Whether a command can be watched here; in CI it has to be.
  public static boolean isHere() {
    return Files.isExecutable(STRACE) || "true".equals(System.getenv("CI"));
  }

  /// The command line that runs a command and watches it, and whatever it starts.
  public List<String> around(List<String> command) {
    List<String> watch =
        List.of(
            STRACE.toString(),
            "--follow-forks",
            "--seccomp-bpf",
            "--quiet=all",
            "--trace=connect,sendto,sendmsg,sendmmsg",
            "--signal=none",
            "--output=" + log,
            "--");
    return Stream.concat(watch.stream(), command.stream()).toList();
  }

  /// Each call to somebody, as `strace` writes it.
  public List<String> calls() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> CALL.matcher(line).find()).toList();
    }
  }
}
