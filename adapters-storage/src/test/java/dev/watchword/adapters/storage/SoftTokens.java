package dev.watchword.adapters.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Some tokens of SoftHSM's (Debian's softhsm2), all made before the library is loaded, since it
/// looks for tokens then and not again.
final class SoftTokens {

  static final String PIN = "24680";

  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final Path UTILITY = Path.of("/usr/bin/softhsm2-util");
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");

  private final List<String> slots = new ArrayList<>();

  private SoftTokens() {}

  /// @param folder an empty one, that stays for as long as the process
  static SoftTokens make(Path folder, int count) throws Exception {
    assumeTrue(
        Files.exists(UTILITY) || "true".equals(System.getenv("CI")), "SoftHSM is not installed");
    Path configuration = folder.resolve("softhsm2.conf");
    Path store = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(configuration, "directories.tokendir = " + store + "\nlog.level = ERROR\n");
    setInThisProcess("SOFTHSM2_CONF", configuration.toString());
    SoftTokens tokens = new SoftTokens();
    for (int i = 0; i < count; i++) {
      tokens.slots.add(initialise(configuration, "token-" + i));
    }
    return tokens;
  }

  private static String initialise(Path configuration, String label)
      throws IOException, InterruptedException {
    ProcessBuilder utility =
        new ProcessBuilder(
            UTILITY.toString(),
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            PIN,
            "--so-pin",
            PIN);
    utility.environment().put("SOFTHSM2_CONF", configuration.toString());
    Process process = utility.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher slot = SLOT.matcher(said);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0 || !slot.find()) {
      throw new IllegalStateException(said);
    }
    return slot.group(1);
  }

  /// A variable of the environment as libraries see it, which Java can't change.
  private static void setInThisProcess(String name, String value) throws Exception {
    Linker linker = Linker.nativeLinker();
    MethodHandle setenv =
        linker.downcallHandle(
            linker.defaultLookup().find("setenv").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int failed = (int) setenv.invoke(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (failed != 0) {
        throw new IllegalStateException("setenv failed");
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// The slot of a token that no test had yet.
  String next() {
    return slots.removeFirst();
  }

  static String uri(String slot, String object) {
    return "pkcs11:slot-id=%s;object=%s?module-path=%s"
        .formatted(slot, object.replace(" ", "%20"), LIBRARY);
  }

  static Path library() {
    return LIBRARY;
  }
}
