package dev.watchword.adapters.cli;

import dev.watchword.core.access.IssueApiToken;
import dev.watchword.core.vault.OpenVault;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword serve`: opens the vault and answers over HTTP until the process is told to end.
///
/// Where there is no vault yet, the first person makes it in a browser. While nobody has an account
/// it shows the code that lets the first person make one, and, where there is a vault and no token
/// that counts, a token, once.
final class ServeCommand implements Command {

  private static final long DEFAULT_PORT = 7420;
  private static final int MOST_DRAIN_SECONDS = 60;
  private static final int MOST_LOOK_SECONDS = 3600;
  private static final long END_MILLIS = 5_000;

  /// Set where the output is systemd's journal (systemd.exec(5)), which keeps what it gets.
  private static final String JOURNAL = "JOURNAL_STREAM";

  private static final String DRAIN = "--drain";
  private static final String LOOK = "--look";
  private static final String ACCEPT_ROLLBACK = "--accept-rollback";
  private static final String LOCKED = "--locked";

  @Override
  public CommandSpec spec() {
    return Options.command(this, "serve", "Serve the API and a page on http://127.0.0.1:7420.")
        .addOption(Options.text("--bind", "ADDRESS", "The address to listen on; 127.0.0.1."))
        .addOption(Options.number("--port", "PORT", "The port; 7420. 0 takes any free one."))
        .addOption(
            Options.texts("--public-host", "NAME", "A name that browsers may call it by as well."))
        .addOption(
            Options.texts(
                "--trusted-proxy", "ADDRESS", "The TLS proxy in front; needed off the loopback."))
        .addOption(Options.flag(LOCKED, "Start with the vault locked; a browser unlocks it."))
        .addOption(
            Options.text("--tls-cert", "FILE", "Speak TLS, with the certificates of a PEM file."))
        .addOption(Options.text("--tls-key", "FILE", "The PEM file of the private key for it."))
        .addOption(
            Options.texts(
                "--metrics-from", "ADDRESS", "Who may read /metrics besides this machine."))
        .addOption(
            Options.texts(
                "--webhook-host", "HOST", "A host that webhooks may call at a private address."))
        .addOption(
            Options.text(
                "--openid", "FILE", "Let people sign in by the OpenID provider of this file."))
        .addOption(
            Options.number(
                DRAIN, "SECONDS", "Go on for so long while not ready, before the end; 0."))
        .addOption(
            Options.text("--node", "NAME", "This process in the audit log; else host and number."))
        .addOption(
            Options.text(
                "--audit-anchor",
                "FILE",
                "Where checkpoints of the audit log go; else beside the vault file."))
        .addOption(
            Options.number(
                LOOK,
                "SECONDS",
                "Wait at most so long until the store was held against its audit log; an hour."))
        .addOption(
            Options.flag(
                ACCEPT_ROLLBACK, "Serve a store that was put back to an older state, this once."))
        .addOption(
            Options.number(
                SharedOptions.CONNECTIONS, "N", "Connections to the database, 1 to 200; 10."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    ServeOrder order =
        new ServeOrder(
            listening(given),
            new ServeOrder.Auditing(
                Options.text(given, "--node"),
                anchor(given, session),
                seconds(given, LOOK, MOST_LOOK_SECONDS, MOST_LOOK_SECONDS),
                given.hasMatchedOption(ACCEPT_ROLLBACK)),
            new HashSet<>(Options.texts(given, "--webhook-host")),
            Options.text(given, "--openid").map(SharedOptions::path));
    Optional<OpenVault> vault = vault(given, session);
    RunningServer server;
    try {
      server = session.serve(order, vault);
    } catch (IllegalArgumentException e) {
      vault.ifPresent(OpenVault::close);
      throw Failure.expected("bad-setting", String.valueOf(e.getMessage()));
    }
    Terminal terminal = session.terminal();
    greet(session, server, vault);
    terminal.complainLine("Watchword answers on " + server.uri() + "; Ctrl-C ends it.");
    terminal.flush();
    waitForTheEnd(server);
    return ExitCode.DONE;
  }

  /// The vault, opened; empty where it is to be unlocked in a browser, or made there.
  private static Optional<OpenVault> vault(ParseResult given, Session session) {
    if (!session.hasVault()) {
      session.newServices();
      return Optional.empty();
    }
    if (given.hasMatchedOption(LOCKED)) {
      return Optional.empty();
    }
    OpenVault vault =
        given.hasMatchedOption(ACCEPT_ROLLBACK)
            ? accepted(session, LocalHost.openAny(session))
            : LocalHost.openVault(session);
    LocalHost.follow(session, vault);
    return Optional.of(vault);
  }

  private static OpenVault accepted(Session session, OpenVault vault) {
    session.seen(vault.id()).ifPresent(seen -> seen.set(vault.header().version()));
    return vault;
  }

  /// Says how the first one gets in: by a setup code in a browser; by a token where there is a
  /// vault and nobody has an account.
  private static void greet(Session session, RunningServer server, Optional<OpenVault> vault) {
    server
        .setupCode()
        .ifPresent(code -> {
          Terminal terminal = session.terminal();
          if (session.environment().containsKey(JOURNAL)) {
            terminal.complainLine(
                "Nobody has an account here yet; `watchword user add NAME --role owner` makes the"
                    + " first one.");
          } else {
            terminal.complainLine(
                "Nobody has an account here yet. Set one up in a browser, by this code:");
            terminal.complainLine("  " + code);
          }
          vault.ifPresent(open -> firstToken(session, open));
        });
  }

  private static int seconds(ParseResult given, String option, int most, int otherwise) {
    long seconds = Options.number(given, option).orElse((long) otherwise);
    if (seconds < 0 || seconds > most) {
      throw Failure.usage("%s takes 0 to %d seconds.".formatted(option, most));
    }
    return (int) seconds;
  }

  private static ServeOrder.Listening listening(ParseResult given) {
    long port = Options.number(given, "--port").orElse(DEFAULT_PORT);
    if (port < 0 || port > 65_535) {
      throw Failure.usage("A port is a number from 0 to 65535.");
    }
    return new ServeOrder.Listening(
        Options.text(given, "--bind").orElse("127.0.0.1"),
        (int) port,
        new HashSet<>(Options.texts(given, "--public-host")),
        Options.texts(given, "--trusted-proxy"),
        tls(given),
        Options.texts(given, "--metrics-from"),
        seconds(given, DRAIN, MOST_DRAIN_SECONDS, 0));
  }

  private static Optional<ServeOrder.TlsFiles> tls(ParseResult given) {
    Optional<Path> certificates = Options.text(given, "--tls-cert").map(SharedOptions::path);
    Optional<Path> key = Options.text(given, "--tls-key").map(SharedOptions::path);
    if (certificates.isPresent() != key.isPresent()) {
      throw Failure.usage("--tls-cert and --tls-key go together.");
    }
    return certificates.map(file -> new ServeOrder.TlsFiles(file, key.get()));
  }

  private static AnchorFiles anchor(ParseResult given, Session session) {
    return Options.text(given, "--audit-anchor")
        .map(SharedOptions::path)
        .map(AnchorFiles::new)
        .orElseGet(session::anchor);
  }

  /// Not where the output is systemd's journal (systemd.exec(5)), which keeps what it gets.
  private static void firstToken(Session session, OpenVault vault) {
    Tokens tokens = new Tokens(session.services(), vault);
    boolean any = tokens.list().stream().anyMatch(token -> token.liveAt(session.now()));
    if (any || session.environment().containsKey(JOURNAL)) {
      return;
    }
    var issued =
        tokens.issue(
            "first token of watchword serve",
            Set.of(),
            Optional.empty(),
            IssueApiToken.DEFAULT_LIFETIME.toDays());
    session
        .terminal()
        .complainLine("A token for the API, shown this once; `watchword token` makes more:");
    session.terminal().line(issued.text().reveal());
  }

  private static void waitForTheEnd(RunningServer server) {
    CountDownLatch closed = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  closed.countDown();
                  awaitExit(main);
                },
                "serve-end"));
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.close();
    }
  }

  /// A signal's own exit status, 143, would come first otherwise; told to end and ended is 0.
  private static void awaitExit(Thread main) {
    try {
      main.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
