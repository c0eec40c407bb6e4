package dev.watchword.adapters.cli;

import dev.watchword.core.interchange.BackupFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword formats`: which backups of other programs are read and written.
final class FormatsCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "formats", "List the backup formats that are read and written.");
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    Json json = new Json().object().name("formats").array();
    for (BackupFormat format : session.transfers().formats()) {
      boolean writes = format.writer().isPresent();
      json.object()
          .put("id", format.id())
          .put("name", format.displayName())
          .put("variants", format.variants())
          .put("reads", true)
          .put("writes", writes)
          .endObject();
      if (!session.json()) {
        session
            .terminal()
            .line(
                "%-24s %-12s %s (%s)"
                    .formatted(
                        format.id(),
                        writes ? "read, write" : "read",
                        format.displayName(),
                        format.variants()));
      }
    }
    if (session.json()) {
      session.print(json.endArray().endObject());
    }
    return ExitCode.DONE;
  }
}
