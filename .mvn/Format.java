import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Holds every Java file of the modules against google-java-format, or formats them (`fix`).
/// Run by the build (`check`); to format: `./mvnw -N -q process-resources -Dwatchword.format=fix`.
class Format {
  public static void main(String[] args) throws Exception {
    boolean fix = args.length == 1 && args[0].equals("fix");
    List<String> arguments = new ArrayList<>();
    if (fix) {
      arguments.add("--replace");
    } else {
      arguments.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    try (var modules = Files.list(Path.of("."))) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).sorted().toList()) {
        Path sources = module.resolve("src");
        if (Files.isDirectory(sources)) {
          try (var files = Files.walk(sources)) {
            files.filter(f -> f.toString().endsWith(".java")).map(Path::toString).sorted().forEach(arguments::add);
          }
        }
      }
    }
    var out = new PrintWriter(System.out, true);
    if (fix) { // a long string that is broken up takes a second pass to come out indented
      new Main(new PrintWriter(System.out, true), new PrintWriter(System.err, true), System.in).format(arguments.toArray(String[]::new));
    }
    int changed = new Main(out, new PrintWriter(System.err, true), System.in).format(arguments.toArray(String[]::new));
    if (changed != 0) {
      System.err.println("The files named above are not formatted: ./mvnw -N -q process-resources -Dwatchword.format=fix");
    }
    System.exit(changed);
  }
}
