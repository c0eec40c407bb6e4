package dev.watchword.app.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchword.app.Tripwire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a program under `strace`, and tells in which order it wrote, forced to disk and named its
/// files (SECURITY FI-03).
///
/// @param log where it is written
record WriteOrder(Path log) {

  private static final Pattern WHOLE =
      Pattern.compile("^(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+)(?: .*)?$");
  private static final Pattern UNFINISHED =
      Pattern.compile("^(\\d+) +(\\w+)\\((.*) <unfinished \\.\\.\\.>$");
  private static final Pattern RESUMED =
      Pattern.compile("^(\\d+) +<\\.\\.\\. (\\w+) resumed>.* = (-?\\d+)(?: .*)?$");
  private static final Pattern DESCRIPTOR = Pattern.compile("^\\d+<([^>]*)>");
  private static final Pattern NAMES = Pattern.compile("\"([^\"]*)\"");

  /// Whether a command can be watched here; in CI it has to be.
  static boolean isHere() {
    return Tripwire.isHere();
  }

  /// What a program's command line begins with.
  String[] starter() {
    return new String[] {
      "/usr/bin/strace",
      "--follow-forks",
      "--seccomp-bpf",
      "--quiet=all",
      "--decode-fds=path",
      "--string-limit=4096",
      "--trace=write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,link",
      "--signal=none",
      "--output=" + log,
      "--"
    };
  }

  private enum Kind {
    WRITE,
    FORCE,
    RENAME,
    LINK
  }

  /// One call that succeeded.
  ///
  /// @param path of the file; of a renamed one its name before
  /// @param to its name afterwards; empty where it is no renaming
  private record Call(Kind kind, String path, String to) {}

  private List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, String> begun = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher unfinished = UNFINISHED.matcher(line);
      Matcher resumed = RESUMED.matcher(line);
      Matcher whole = WHOLE.matcher(line);
      if (unfinished.matches()) {
        begun.put(unfinished.group(1), unfinished.group(3));
      } else if (resumed.matches()) {
        String words = begun.remove(resumed.group(1));
        call(resumed.group(2), words, resumed.group(3)).ifPresent(calls::add);
      } else if (whole.matches()) {
        call(whole.group(2), whole.group(3), whole.group(4)).ifPresent(calls::add);
      }
    }
    return calls;
  }

  private static Optional<Call> call(String name, String words, String result) {
    if (result.startsWith("-")) {
      return Optional.empty();
    }
    if (name.startsWith("rename") || name.equals("link")) {
      Matcher names = NAMES.matcher(words);
      List<String> both = names.results().map(found -> found.group(1)).toList();
      Kind kind = name.equals("link") ? Kind.LINK : Kind.RENAME;
      return Optional.of(new Call(kind, both.getFirst(), both.getLast()));
    }
    Matcher descriptor = DESCRIPTOR.matcher(words);
    Kind kind = name.endsWith("sync") ? Kind.FORCE : Kind.WRITE;
    return descriptor.find()
        ? Optional.of(new Call(kind, descriptor.group(1), ""))
        : Optional.empty();
  }

  /// That a file got its name only when all of it was on the disk, in the same folder under another
  /// name, and that the folder was forced to disk afterwards.
  void assertWrittenAside(Path file) throws IOException {
    String name = file.toString();
    String folder = file.getParent().toString();
    List<Call> calls = calls();
    int renamed =
        last(calls, Kind.RENAME, call -> file.getParent().resolve(call.to()).equals(file));
    assertThat(renamed).as("%s is given its name, in %s", name, calls).isNotNegative();
    String aside = file.getParent().resolve(calls.get(renamed).path()).toString();
    assertThat(Path.of(aside).getParent()).as("its name before").hasToString(folder);
    List<Call> before = calls.subList(0, renamed);
    int written = last(before, Kind.WRITE, call -> call.path().equals(aside));
    int forced = last(before, Kind.FORCE, call -> call.path().equals(aside));
    assertThat(written).as("%s is written, in %s", aside, calls).isNotNegative();
    assertThat(forced)
        .as("%s is forced after it is written, in %s", aside, calls)
        .isGreaterThan(written);
    List<Call> after = calls.subList(renamed + 1, calls.size());
    assertThat(last(after, Kind.FORCE, call -> call.path().equals(folder)))
        .as("%s is forced after that, in %s", folder, calls)
        .isNotNegative();
  }

  /// That nothing was written to a file under its own name.
  void assertNeverWritten(Path file) throws IOException {
    String name = file.toString();
    assertThat(calls()).noneMatch(call -> call.kind() == Kind.WRITE && call.path().equals(name));
  }

  private static int last(List<Call> calls, Kind kind, Predicate<Call> which) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (calls.get(i).kind() == kind && which.test(calls.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
