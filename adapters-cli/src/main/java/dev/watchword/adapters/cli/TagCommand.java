package dev.watchword.adapters.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `watchword tag`: gives tags to an entry and takes them away.
final class TagCommand implements Command {

  @Override
  public CommandSpec spec() {
    return Options.command(this, "tag", "Give an entry tags, or take them away.")
        .addOption(Options.texts("--add", "TAG", "A tag to give; may be repeated."))
        .addOption(Options.texts("--remove", "TAG", "A tag to take away; may be repeated."))
        .addPositional(Options.query(true));
  }

  @Override
  public ExitCode run(ParseResult given, Session session) {
    List<String> more = Options.texts(given, "--add");
    List<String> fewer = Options.texts(given, "--remove");
    if (more.isEmpty() && fewer.isEmpty()) {
      throw Failure.usage("Say which tags: --add TAG or --remove TAG.");
    }
    List<String> all = new ArrayList<>(more);
    all.addAll(fewer);
    if (all.stream().anyMatch(String::isBlank)) {
      throw Failure.usage("A tag has at least one character.");
    }
    Request.Tag tag = new Request.Tag(Options.query(given), more, fewer);
    return ChangedView.show(session, "tagged", session.ask(tag, Reply.Changed.class).entry());
  }
}
