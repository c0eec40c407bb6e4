package dev.watchword.adapters.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword doctor`: what there is to know when something does not work. Opens no vault and needs
/// no passphrase.
final class DoctorCommand implements Command {

  private static final Duration HARMLESS = Duration.ofSeconds(3);
  private static final int BACKUP_DAYS = 30;

  /// One line of the report.
  ///
  /// @param well false where something should be done
  private record Finding(String topic, boolean well, String text) {}

  @Override
  public CommandSpec spec() {
    return Options.command(this, "doctor", "Look at the set-up and say what is wrong with it.")
        .addOption(
            Options.flag("--time", "Measure the clock by `ntp-server` of the configuration."))
        .addOption(Options.text("--ntp", "HOST[:PORT]", "Measure the clock by this NTP server."))
        .addOption(
            Options.text("--https", "URL", "Measure the clock by the Date of this HTTPS server."));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("version", true, "watchword " + session.version()));
    findings.add(
        new Finding(
            "java",
            true,
            Runtime.version() + ", " + System.getProperty("java.vendor", "vendor unknown")));
    findings.add(new Finding("clock", true, session.now().toString()));
    Optional<NetworkTime> time = time(given, session);
    time.ifPresent(measured -> findings.add(offset(session, measured)));
    findings.add(vault(session));
    findings.add(backup(session));
    findings.add(agent(session));
    findings.add(
        Clipboard.available(session.environment())
            ? new Finding("clipboard", true, "there is one")
            : new Finding(
                "clipboard", true, "none here; wl-clipboard or xclip would make --copy work"));
    boolean well = findings.stream().allMatch(Finding::well);
    if (session.json()) {
      json(session, findings, well, time);
    } else {
      for (Finding finding : findings) {
        session
            .terminal()
            .line(
                Columns.fit(finding.topic, 11)
                    + (finding.well ? "" : "[!] ")
                    + Neutral.line(finding.text));
      }
    }
    return well ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void json(
      Session session, List<Finding> findings, boolean well, Optional<NetworkTime> time) {
    Json json = new Json().object().put("well", well).name("findings").array();
    for (Finding finding : findings) {
      json.object()
          .put("topic", finding.topic)
          .put("well", finding.well)
          .put("text", finding.text)
          .endObject();
    }
    json.endArray();
    if (time.isPresent()) {
      json.put("clockOffsetMillis", time.get().offset().toMillis())
          .put("uncertaintyMillis", time.get().uncertainty().toMillis());
    }
    session.print(json.endObject());
  }

  /// Only when asked: nothing else here speaks to the network.
  private static Optional<NetworkTime> time(ParseResult given, Session session) {
    Optional<String> https = Options.text(given, "--https");
    if (https.isPresent()) {
      return Optional.of(NetworkTime.byHttps(https.get(), session.machineClock()));
    }
    Optional<String> server = Options.text(given, "--ntp");
    if (server.isEmpty() && Options.given(given, "--time")) {
      server = session.setting("ntp-server");
      if (server.isEmpty()) {
        throw Failure.usage(
            "No time server is configured; say --ntp HOST, or put `ntp-server = HOST` into the"
                + " configuration file.");
      }
    }
    return server.map(name -> NetworkTime.byNtp(name, session.machineClock()));
  }

  /// A code of the step before or after is taken by most sites, so a few seconds do no harm.
  private static Finding offset(Session session, NetworkTime time) {
    Duration left = time.offset().minus(session.clockOffset());
    String measured =
        "the right time is this machine's and "
            + ClockOffset.text(time.offset())
            + " s (to "
            + ClockOffset.text(time.uncertainty())
            + " s)";
    if (left.abs().compareTo(HARMLESS.plus(time.uncertainty())) <= 0) {
      return new Finding("offset", true, measured + ", which codes go by well enough");
    }
    return new Finding(
        "offset",
        false,
        measured
            + "; set the clock, or have codes computed with it: --clock-offset "
            + ClockOffset.text(time.offset())
            + ", or `clock-offset = "
            + ClockOffset.text(time.offset())
            + "` in the configuration file");
  }

  private static Finding vault(Session session) {
    Path file = session.vaultFile();
    if (!Files.exists(file)) {
      return new Finding("vault", true, "none yet at " + file + "; `watchword init` makes one");
    }
    try {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      if (!mode.endsWith("------")) {
        return new Finding(
            "vault", false, file + " is open to others (" + mode + "); run `chmod 600` on it");
      }
      if (!Files.isWritable(file)) {
        return new Finding("vault", false, file + " can't be written: codes only, no changes");
      }
      return new Finding("vault", true, file + ", " + Files.size(file) + " bytes");
    } catch (IOException | UnsupportedOperationException e) {
      return new Finding("vault", false, file + " can't be looked at");
    }
  }

  private static Finding backup(Session session) {
    Optional<Instant> last = BackupAge.last(session.vaultFile());
    if (last.isEmpty()) {
      return new Finding("backup", true, "none that is known of; `watchword backup` makes one");
    }
    long days = Duration.between(last.get(), session.machineClock().instant()).toDays();
    return new Finding(
        "backup",
        days <= BACKUP_DAYS,
        "the last one was made %d days ago%s"
            .formatted(days, days <= BACKUP_DAYS ? "" : "; `watchword backup` makes another"));
  }

  private static Finding agent(Session session) {
    Path folder = session.agentFolder().path();
    try {
      Optional<AgentHost> running = AgentHost.connect(session.agentFolder(), session.vaultFile());
      if (running.isEmpty()) {
        return new Finding("agent", true, "not running; `watchword unlock` starts it in " + folder);
      }
      try (AgentHost agent = running.get()) {
        Reply.Status status = Answers.expect(agent.ask(new Request.Status()), Reply.Status.class);
        return new Finding(
            "agent", true, "running in " + folder + ", locks at " + status.idleUntil());
      }
    } catch (Failure failure) {
      return new Finding("agent", false, failure.sentence());
    }
  }
}
