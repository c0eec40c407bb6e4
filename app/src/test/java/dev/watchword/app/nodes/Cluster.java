package dev.watchword.app.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A vault on one PostgreSQL, and server processes on it.
final class Cluster implements AutoCloseable {

  final PostgresqlProcess database;
  final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
  final String token;
  private final Path folder;
  private final Path passphrase;
  private final String classPath;

  /// @param folder an empty folder
  Cluster(Path folder, int size) throws IOException, InterruptedException {
    this(folder, size, System.getProperty("java.class.path"));
  }

  /// A cluster of a program of another version.
  ///
  /// @param classPath that program's
  Cluster(Path folder, int size, String classPath) throws IOException, InterruptedException {
    this.folder = folder;
    this.classPath = classPath;
    this.database = new PostgresqlProcess(folder.resolve("data"));
    this.passphrase =
        Files.createFile(
            folder.resolve("passphrase"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passphrase, "eleven green lamps over water\n");
    command("init", "--no-recovery-key");
    this.token = command("token", "test", "--relying-party", "shop").strip();
    for (int i = 0; i < size; i++) {
      nodes.add(NodeProcess.start(this, "node-" + (i + 1)));
    }
  }

  /// Runs a command of the program on the cluster's database.
  ///
  /// @return its standard output
  String command(String... arguments) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(line(arguments)).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(
          String.join(" ", arguments) + ": " + Files.readString(errors));
    }
    return output;
  }

  /// The command line of a process that works on the cluster's database.
  List<String> line(String... arguments) {
    return lineOf(classPath, arguments);
  }

  /// The same of a program of another version.
  List<String> lineOf(String program, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    line.add("-Dguice_bytecode_gen_option=DISABLED");
    line.addAll(List.of("-cp", program, "dev.watchword.app.Main"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--database", database.url()));
    line.addAll(List.of("--passphrase-file", passphrase.toString()));
    line.addAll(List.of("--vault", folder.resolve("none.db").toString()));
    return line;
  }

  /// Starts another node, of a program of another version.
  void join(String name, String program) throws IOException {
    nodes.add(NodeProcess.start(this, name, program));
  }

  String classPath() {
    return classPath;
  }

  Path folder() {
    return folder;
  }

  /// A client of the node with this number, counted round.
  ApiClient client(int number) {
    return nodes.get(number % nodes.size()).client(token);
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(NodeProcess::close);
    database.close();
  }
}
