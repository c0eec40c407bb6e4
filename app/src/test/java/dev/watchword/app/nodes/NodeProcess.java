package dev.watchword.app.nodes;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `watchword serve` in a process of its own.
final class NodeProcess implements AutoCloseable {

  private static final Pattern ANSWERS = Pattern.compile("answers on (http://[0-9.:]+/)");

  private final Cluster cluster;
  private final String name;
  private final String program;
  private volatile Process process;
  private volatile URI uri;

  private NodeProcess(Cluster cluster, String name, String program) throws IOException {
    this.cluster = cluster;
    this.name = name;
    this.program = program;
    this.process = launch();
    this.uri = address(process);
  }

  static NodeProcess start(Cluster cluster, String name) throws IOException {
    return start(cluster, name, cluster.classPath());
  }

  /// @param program the class path of the version that is to run
  static NodeProcess start(Cluster cluster, String name, String program) throws IOException {
    return new NodeProcess(cluster, name, program);
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            cluster.lineOf(
                program,
                "serve",
                "--port",
                "0",
                "--node",
                name,
                "--audit-anchor",
                cluster.folder().resolve(name + ".anchor").toString()))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Reads on in the background, so that the process never waits for its log to be read.
  private URI address(Process process) throws IOException {
    BufferedReader log = process.errorReader();
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher answers = ANSWERS.matcher(line);
      if (answers.find()) {
        Thread.ofVirtual().start(() -> log.lines().forEach(this::heard));
        return URI.create(answers.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("the node ended: " + said);
  }

  /// Faults in the node's log, for whoever reads the test's.
  private void heard(String line) {
    if (line.contains(" level=SEVERE ")) {
      System.getLogger(name).log(System.Logger.Level.WARNING, line);
    }
  }

  long pid() {
    return process.pid();
  }

  ApiClient client(String token) {
    return new ApiClient(() -> uri, token);
  }

  /// Kills the process in the middle of whatever it does, and starts another.
  void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = launch();
    uri = address(process);
  }

  /// Asks it to end, and says how it did.
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the node did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
