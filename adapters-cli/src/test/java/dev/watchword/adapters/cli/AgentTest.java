package dev.watchword.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watchword.core.testing.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentTest {

  @TempDir Path folder;
  private CliFixture cli;
  private AgentFixture agent;

  @BeforeEach
  void unlocked() {
    cli = CliFixture.withVault(folder).holding("OpenAI:ada", "GitHub:bob", "GitHub:cay");
    agent = new AgentFixture(cli);
  }

  @AfterEach
  void ended() {
    agent.close();
  }

  @Test
  void answersCodeWithoutPassphraseOrInjector() {
    assertThat(cli.run("code", "openai")).isZero();
    assertThat(cli.out()).matches("[0-9]{6}\n");
    assertThat(cli.built).isZero();
  }

  @Test
  void theFastPathSaysWhatTheLongWaySays() {
    // `--output` is not of the fast path
    for (String[] words : new String[][] {{"code", "openai"}, {"code", "openai", "--next"}}) {
      List<String> line = new ArrayList<>(List.of(words));
      assertThat(cli.run(words)).isZero();
      String fast = cli.out() + cli.err();
      line.addAll(List.of("--output", "text"));
      assertThat(cli.run(line.toArray(String[]::new))).isZero();
      assertThat(cli.out() + cli.err()).isEqualTo(fast);
    }
    cli.run("code", "openai", "-o", "json");
    String fast = cli.out();
    cli.run("code", "openai", "--output", "json");
    assertThat(cli.out()).isEqualTo(fast);
  }

  @Test
  void failuresAreTheSameByEitherWay() {
    assertThat(cli.run("code", "github")).isEqualTo(1);
    assertThat(cli.err()).contains("GitHub (bob)").contains("GitHub (cay)");
    assertThat(cli.run("code", "zzz")).isEqualTo(1);
    assertThat(cli.run("code", "@zzz")).isEqualTo(1);
    assertThat(cli.err()).contains("No entry matches");
  }

  @Test
  void carriesOutEveryRequest() {
    cli.run("list");
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.run("show", "openai")).isZero();
    assertThat(cli.run("show", "openai", "--uri", "--reveal")).isZero();
    assertThat(cli.out()).startsWith("otpauth://");
    assertThat(cli.run("edit", "openai", "--note", "hé\u0000\nx", "--pin")).isZero();
    assertThat(cli.run("tag", "openai", "--add", "w")).isZero();
    cli.run("show", "openai", "-o", "json");
    assertThat(cli.out()).contains("\"note\":\"hé\\u0000\\nx\"").contains("\"tags\":[\"w\"]");
    assertThat(cli.run("rm", "bob")).isZero();
    assertThat(cli.run("restore", "bob")).isZero();
    cli.run(new FakeTerminal().piping("r-1\nr-2\n"), "recovery", "add", "openai");
    cli.run("recovery", "use", "openai");
    assertThat(cli.out()).isEqualTo("r-1\n");
    cli.run("recovery", "list", "openai", "--reveal");
    assertThat(cli.out()).startsWith("r-1\tused ").endsWith("r-2\n");
    assertThat(cli.run("add", cli.picture("x.png", CliFixture.uri("X", "x")))).isZero();
    assertThat(cli.run("check")).isZero();
    assertThat(cli.out()).startsWith("4 entries");
    assertThat(cli.run("unlock")).isZero();
    assertThat(cli.err()).contains("unlocked already: 4 entries");
    cli.run("doctor");
    assertThat(cli.out()).contains("running in");
    assertThat(cli.built).isZero();
  }

  @Test
  void aPartOfTheProgramDoesWhatItCanAndSendsTheRestElsewhere() {
    cli.part = WatchwordCli.Part.CODE;
    assertThat(cli.run("code", "openai")).isZero();
    for (String[] words : new String[][] {{"code", "zzz"}, {"list"}, {"--help"}}) {
      assertThat(cli.run(words)).isEqualTo(75);
      assertThat(cli.out() + cli.err()).isEmpty();
    }
    cli.part = WatchwordCli.Part.CLIENT;
    assertThat(cli.run("list")).isZero();
    assertThat(cli.run("code", "zzz")).isEqualTo(1);
    assertThat(cli.run("show", "openai", "--qr")).isEqualTo(75);
    agent.close();
    cli.unlockByFile();
    FakeTerminal codes = new FakeTerminal().piping("one\n");
    assertThat(cli.run(codes, "recovery", "add", "openai")).isEqualTo(75);
    assertThat(codes.input()).isNotEmpty();
    assertThat(cli.run("list")).isEqualTo(75);
    assertThat(cli.out() + cli.err()).isEmpty();
    assertThat(cli.built).isZero();
  }

  @Test
  void lockEndsIt() throws Exception {
    assertThat(cli.run("lock")).isZero();
    agent.server.awaitLock();
    agent.close();

    assertThat(Files.exists(agent.socket())).isFalse();
    assertThat(cli.run("code", "openai")).isEqualTo(1);
    assertThat(cli.err()).contains("locked");
    assertThat(cli.run("lock", "-o", "json")).isZero();
    assertThat(cli.out()).isEqualTo("{\"wasUnlocked\":false}\n");
  }

  @Test
  void locksAfterFifteenIdleMinutes() throws Exception {
    // UN-04, to the second
    cli.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(cli.run("code", "openai")).isZero();
    cli.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(agent.timer.expired()).isFalse();
    cli.clock.advance(Duration.ofSeconds(1));
    assertThat(cli.run("code", "openai")).isEqualTo(1);
    agent.server.awaitLock();
  }

  @Test
  void locksAfterEightHoursHoweverBusy() {
    for (int i = 0; i < 8 * 6 - 1; i++) {
      cli.clock.advance(Duration.ofMinutes(10));
      assertThat(cli.run("code", "openai")).isZero();
    }
    cli.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(cli.run("code", "openai")).isZero();
    cli.clock.advance(Duration.ofSeconds(1));
    assertThat(cli.run("code", "openai")).isEqualTo(1);
  }

  @Test
  void askingForItsStatusIsNoUse() {
    cli.clock.advance(Duration.ofMinutes(14));
    cli.run("unlock");
    cli.clock.advance(Duration.ofMinutes(1));
    assertThat(cli.run("code", "openai")).isEqualTo(1);
  }

  @Test
  void folderAndSocketAreForTheirUserAlone() throws IOException {
    // UN-03, FI-01
    assertThat(mode(agent.folder.path())).isEqualTo("rwx------");
    assertThat(mode(agent.socket())).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void refusesAFolderThatIsASymbolicLink() throws IOException {
    // UN-03
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    Files.createSymbolicLink(runtime.resolve("watchword"), elsewhere);
    AgentFolder linked = AgentFolder.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));

    assertThatThrownBy(linked::prepare).hasMessageContaining("symbolic link");
  }

  @Test
  void refusesAFolderOfSomebodyElse() throws Exception {
    // UN-03; only root can set this up
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    Path runtime = Files.createDirectory(folder.resolve("runtime"));
    Path foreign = Files.createDirectory(runtime.resolve("watchword"));
    Files.setAttribute(foreign, "unix:uid", 65534);
    AgentFolder other = AgentFolder.of(Map.of("XDG_RUNTIME_DIR", runtime.toString()));

    assertThatThrownBy(other::prepare).hasMessageContaining("somebody else");
    Path vault = folder.resolve("vault.db");
    Files.createFile(other.socket(vault));
    assertThatThrownBy(() -> AgentHost.connect(other, vault)).hasMessageContaining("somebody else");
  }

  @Test
  void refusesAnotherUserEvenWhereTheModesAreOpen() throws Exception {
    // UN-03: SO_PEERCRED
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    for (Path open : List.of(folder, agent.folder.path())) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setPosixFilePermissions(agent.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(asOtherUser("--reuid=65534", "--regid=65534", "--clear-groups")).isEqualTo("closed");
    assertThat(asOtherUser("--reuid=0")).isEqualTo("answered");
    assertThat(Files.readString(agent.folder.path().resolve("agent.log")))
        .contains("refused a connection of user ");
  }

  private String asOtherUser(String... options) throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String file = StatusAsker.class.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(file);
    Files.createDirectories(copy.getParent());
    try (var in = AgentTest.class.getResourceAsStream("/" + file)) {
      Files.write(copy, in.readAllBytes());
    }
    new ProcessBuilder("chmod", "-R", "a+rX", classes.toString()).start().waitFor();
    List<String> command = new ArrayList<>(List.of("setpriv"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes.toString(),
            StatusAsker.class.getName(),
            agent.socket().toString(),
            cli.vaultFile(java.util.Optional.empty()).toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  @Test
  void replacesAStaleSocket() throws IOException {
    // UN-09
    agent.close();
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(agent.socket()));
    }
    assertThat(Files.exists(agent.socket())).isTrue();
    assertThat(cli.run("code", "openai")).isEqualTo(1);
    cli.unlockByFile();

    agent = new AgentFixture(cli);

    assertThat(cli.run("code", "openai")).isZero();
  }

  @Test
  void tenThousandMalformedMessagesDoNoHarm() throws Exception {
    // UN-10
    Random random = new Random(20261124);
    byte[] good = message(new Request.Status());
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = good.clone();
      switch (i % 4) {
        case 0 -> {
          bytes = new byte[random.nextInt(200)];
          random.nextBytes(bytes);
        }
        case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
        default -> {
          // a well-formed frame round nonsense behind the right vault
          byte[] tail = new byte[random.nextInt(100)];
          random.nextBytes(tail);
          bytes = framed(tail);
        }
      }
      try (SocketChannel peer = connect()) {
        peer.write(ByteBuffer.wrap(bytes));
      }
    }
    assertThat(cli.run("code", "openai")).isZero();
    cli.run("list");
    assertThat(cli.out().lines()).hasSizeBetween(1, 3);
  }

  @Test
  void closesOnAMessageOverSixtyFourKibibytes() throws Exception {
    // UN-10
    try (SocketChannel peer = connect()) {
      peer.write(ByteBuffer.allocate(4).putInt(0, 0x8000_0000 | 65_537));
      assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    try (SocketChannel peer = connect()) {
      // a request of two frames
      peer.write(ByteBuffer.allocate(4).putInt(0, 10));
      assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void aHundredSilentPeersHoldNobodyUp() throws Exception {
    // UN-10
    List<SocketChannel> silent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      silent.add(connect());
    }
    long start = System.nanoTime();
    assertThat(cli.run("code", "openai")).isZero();
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    for (SocketChannel peer : silent) {
      peer.close();
    }
  }

  @Test
  void aThousandConnectionsPushTheOldestOut() throws Exception {
    List<SocketChannel> peers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      peers.add(connect());
    }
    assertThat(cli.run("code", "openai")).isZero();
    assertThat(peers.getFirst().read(ByteBuffer.allocate(1))).isEqualTo(-1);
    for (SocketChannel peer : peers) {
      peer.close();
    }
  }

  @Test
  void answersForItsOwnVaultAlone() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF("/some/other/vault.db");
    new Request.Status().writeTo(out);
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    Frames.single(framed, body);
    try (SocketChannel peer = connect()) {
      peer.write(ByteBuffer.wrap(framed.toByteArray()));
      assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void aLongListComesInManyFrames() {
    String[] labels = new String[2000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = "Issuer" + i + ":account" + i;
    }
    agent.close();
    cli.unlockByFile();
    try (var vault = cli.open()) {
      List<String> uris = new ArrayList<>();
      for (String label : labels) {
        uris.add(CliFixture.uri(label.split(":")[0], label.split(":")[1]));
      }
      new RequestExecutor(vault, cli.clock)
          .execute(new Request.Add(SecretTexts.of(uris), List.of(), "n".repeat(500)));
    }
    agent = new AgentFixture(cli);

    cli.run("list");

    assertThat(cli.out().lines()).hasSize(2003);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(agent.socket()));
  }

  private byte[] message(Request request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    request.writeTo(new DataOutputStream(body));
    return framed(body.toByteArray());
  }

  private byte[] framed(byte[] tail) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeUTF(cli.vaultFile(java.util.Optional.empty()).toString());
    out.write(tail);
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    Frames.single(framed, body);
    return framed.toByteArray();
  }

  @Test
  void limitsCanBeStricterButNotLaxer() {
    MutableClock clock = cli.clock;
    assertThatThrownBy(() -> new LockTimer(clock, Duration.ofMinutes(16), LockTimer.ABSOLUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LockTimer(clock, LockTimer.IDLE, Duration.ofHours(9)))
        .isInstanceOf(IllegalArgumentException.class);
    LockTimer strict = new LockTimer(clock, Duration.ofMinutes(1), Duration.ofMinutes(2));
    clock.advance(Duration.ofSeconds(60));
    assertThat(strict.expired()).isTrue();
  }

  @Test
  void aClockThatIsSetBackLocks() {
    LockTimer timer = new LockTimer(cli.clock, LockTimer.IDLE, LockTimer.ABSOLUTE);
    cli.clock.advance(Duration.ofSeconds(-30));
    assertThat(timer.expired()).isFalse();
    cli.clock.advance(Duration.ofSeconds(-31));
    assertThat(timer.expired()).isTrue();
  }
}
