package dev.watchword.app.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.app.HostileRun;
import dev.watchword.app.Tripwire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built program, with 512 MB of heap, over the hostile set: each case has its end, its seconds
/// and its megabytes. Case by case in one warm process, which is what makes hundreds affordable.
// AS-02, UP-01, UP-02, UP-03, UP-04, UP-06, UP-09, IM-02, IM-08, IM-09, IM-10, IM-11, IM-13, IM-14,
// IM-15
@Tag("slow")
class HostileSetIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home;

  @Test
  void everyCaseEndsAsStatedInItsTimeAndMemory() throws Exception {
    List<Case> cases = HostileSet.cases();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(500);
    assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();

    String[] outputs = run(cases);

    List<String> findings = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (i + 1 >= outputs.length) {
        findings.add(cases.get(i).name() + ": the process ended before it");
        break;
      }
      check(cases.get(i), outputs[i], outputs[i + 1].lines().findFirst().orElse(""))
          .forEach(findings::add);
    }
    assertThat(findings).isEmpty();
    if (Tripwire.isHere()) {
      assertThat(tripwire().calls()).as("whom the program called").isEmpty(); // UP-08
    }
    assertThat(Path.of("/tmp/watchword-marker")).doesNotExist();
  }

  /// The outputs of all commands, split before the line that ends each.
  private String[] run(List<Case> cases) throws Exception {
    Path password = Files.writeString(home.resolve("password"), Case.PASSWORD + "\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    List<String> lines = new ArrayList<>();
    for (Case each : cases) {
      Path file = home.resolve("set").resolve(each.name());
      Files.createDirectories(file.getParent());
      Files.write(file, each.content());
      String options =
          each.command().equals("scan")
              ? "scan\t-o\tjson\t"
              : "import\t--dry-run\t-o\tjson\t" + "--password-file\t" + password + "\t";
      lines.add(options + file);
    }
    Path list = Files.write(home.resolve("list"), lines);
    Path out = home.resolve("out");
    Process process = start(list, out);
    try {
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("it hangs").isTrue();
      assertThat(process.exitValue()).as("%s", Files.readString(home.resolve("err"))).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out).split("\u001e", -1);
  }

  private Process start(Path list, Path out) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Xmn32m",
            "-XX:+UseSerialGC",
            "-Djdk.serialFilter=!*",
            "-Duser.language=tr",
            "-Djava.awt.headless=true",
            "-Dguice_bytecode_gen_option=DISABLED",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("watchword.hostile.classpath", "target/watchword/lib/*")
                + ":target/test-classes",
            HostileRun.class.getName(),
            list.toString());
    ProcessBuilder builder =
        new ProcessBuilder(Tripwire.isHere() ? tripwire().around(command) : command);
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(out.toFile());
    builder.redirectError(home.resolve("err").toFile());
    return builder.start();
  }

  private Tripwire tripwire() {
    return new Tripwire(home.resolve("calls"));
  }

  private static List<String> check(Case hostile, String before, String ending) {
    String[] fields = ending.split("\t");
    String output = before.substring(before.indexOf('\n') + 1);
    List<String> findings = new ArrayList<>();
    String end =
        fields[0].matches("[01]")
            ? end(before.startsWith("{") ? before : output)
            : "broken: " + fields[0];
    if (!hostile.endsWell(end)) {
      findings.add("%s: ended by %s instead of %s".formatted(hostile.name(), end, hostile.ends()));
    }
    if (Integer.parseInt(fields[1]) > hostile.seconds() * 1000) {
      findings.add("%s: took %s ms".formatted(hostile.name(), fields[1]));
    }
    if (Integer.parseInt(fields[2]) > hostile.megabytes()) {
      findings.add("%s: took %s MB".formatted(hostile.name(), fields[2]));
    }
    if (output
        .codePoints()
        .anyMatch(
            c -> c < ' ' && c != '\n' || c >= 0x7F && c < 0xA0 || c == 0x202E || c == 0x2028)) {
      findings.add(hostile.name() + ": wrote what steers a terminal");
    }
    return findings;
  }

  private static String end(String output) {
    try {
      JsonNode report = JSON.readTree(output);
      if (report.has("images")) {
        JsonNode image = report.get("images").get(0);
        return image.get("accounts").isEmpty()
            ? image.get("problems").get(0).get("code").asText()
            : "accounts " + image.get("accounts").size();
      }
      if (report.has("error")) {
        return report.get("error").get("code").asText();
      }
      JsonNode file = report.get("files").get(0);
      return file.get("error").isNull()
          ? "%d in, %d out".formatted(file.get("entries").size(), file.get("failures").size())
          : file.get("error").asText();
    } catch (IOException | RuntimeException noReport) {
      return "broken: no report in " + output.lines().findFirst().orElse("nothing");
    }
  }
}
