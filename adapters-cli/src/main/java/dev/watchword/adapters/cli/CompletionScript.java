package dev.watchword.adapters.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completion scripts, made from the commands' own model. Entry names come from `watchword names`,
/// which asks the agent and nobody else.
final class CompletionScript {

  private static final Set<String> OF_FILES = Set.of("scan", "add", "import", "export");
  private static final Set<String> OF_ENTRIES =
      Set.of("code", "show", "edit", "tag", "rm", "list", "recovery");

  /// @param header what it does
  /// @param options long names
  /// @param words the words that come next: sub-commands, or the shells of `completion`
  private record Known(String header, List<String> options, List<String> words) {}

  private final Map<String, Known> commands;

  private CompletionScript(Map<String, Known> commands) {
    this.commands = commands;
  }

  static CompletionScript ofAllCommands() {
    Map<String, Known> known = new LinkedHashMap<>();
    for (Map.Entry<String, CommandLine> command :
        CommandTree.root(new String[0]).getSubcommands().entrySet()) {
      CommandSpec spec = command.getValue().getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        known.put(command.getKey(), known(spec));
      }
    }
    return new CompletionScript(known);
  }

  private static Known known(CommandSpec spec) {
    List<String> words = new ArrayList<>(spec.subcommands().keySet());
    if (spec.name().equals("completion")) {
      words.addAll(List.of("bash", "zsh", "fish"));
    }
    if (spec.name().equals("help")) {
      words.addAll(HelpTopics.all().keySet());
    }
    List<String> options = new ArrayList<>(longNames(spec));
    for (CommandLine sub : spec.subcommands().values()) {
      longNames(sub.getCommandSpec()).stream()
          .filter(o -> !options.contains(o))
          .forEach(options::add);
    }
    return new Known(String.join(" ", spec.usageMessage().header()), options, words);
  }

  private static List<String> longNames(CommandSpec spec) {
    return spec.options().stream().map(OptionSpec::longestName).toList();
  }

  private static String alternatives(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining("|"));
  }

  String bash() {
    StringBuilder cases = new StringBuilder();
    commands.forEach((name, known) ->
        cases.append("    %s) words='%s' ;;\n".formatted(name, String.join(" ", all(known)))));
    return """
    # bash completion for watchword
    _watchword() {
      local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words name
      COMPREPLY=()
      case $previous in
        -o|--output) COMPREPLY=($(compgen -W 'text json' -- "$current")); return ;;
        --type) COMPREPLY=($(compgen -W 'totp hotp steam motp yandex' -- "$current")); return ;;
        --algorithm) COMPREPLY=($(compgen -W 'SHA1 SHA256 SHA512' -- "$current")); return ;;
        --vault|--passphrase-file|--new-passphrase-file|--key-file|--askpass|--password-file)
          compopt -o filenames 2>/dev/null
          COMPREPLY=($(compgen -f -- "$current")); return ;;
      esac
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='%s --help --version'
      else
        case ${COMP_WORDS[1]} in
    %s      *) words='' ;;
        esac
      fi
      COMPREPLY=($(compgen -W "$words" -- "$current"))
      [ "$COMP_CWORD" -eq 1 ] && return
      case ${COMP_WORDS[1]} in
        %s)
          compopt -o filenames 2>/dev/null
          COMPREPLY+=($(compgen -f -- "$current")) ;;
        %s)
          case $current in -*) return ;; esac
          while IFS= read -r name; do
            case ${name,,} in
              "${current,,}"*) COMPREPLY+=("$(printf '%%q' "$name")") ;;
            esac
          done < <("${COMP_WORDS[0]}" names 2>/dev/null) ;;
      esac
    }
    complete -F _watchword watchword
    """
        .formatted(
            String.join(" ", commands.keySet()),
            cases.toString().indent(4),
            alternatives(OF_FILES),
            alternatives(OF_ENTRIES));
  }

  private static List<String> all(Known known) {
    List<String> all = new ArrayList<>(known.words);
    all.addAll(known.options);
    return all;
  }

  String zsh() {
    StringBuilder described = new StringBuilder();
    StringBuilder cases = new StringBuilder();
    commands.forEach((name, known) -> {
      described.append("      '%s:%s'\n".formatted(name, quoted(known.header)));
      cases.append("      %s) more=(%s) ;;\n".formatted(name, String.join(" ", all(known))));
    });
    return """
    #compdef watchword
    # zsh completion for watchword
    _watchword() {
      local -a commands more names
      commands=(
    %s  )
      if (( CURRENT == 2 )); then
        _describe command commands
        compadd -- --help --version
        return
      fi
      case $words[CURRENT-1] in
        -o|--output) compadd text json; return ;;
        --type) compadd totp hotp steam motp yandex; return ;;
        --algorithm) compadd SHA1 SHA256 SHA512; return ;;
        --vault|--passphrase-file|--new-passphrase-file|--key-file|--askpass|--password-file) _files; return ;;
      esac
      case $words[2] in
    %s  esac
      compadd -- $more
      case $words[2] in
        %s) _files ;;
        %s)
          names=("${(@f)$($words[1] names 2>/dev/null)}")
          compadd -M 'm:{a-z}={A-Z}' -- ${names:#} ;;
      esac
    }
    if [ "$funcstack[1]" = _watchword ]; then
      _watchword "$@"
    else
      compdef _watchword watchword
    fi
    """
        .formatted(described, cases, alternatives(OF_FILES), alternatives(OF_ENTRIES));
  }

  private static String quoted(String text) {
    return text.replace("'", "'\\''");
  }

  String fish() {
    StringBuilder script = new StringBuilder("# fish completion for watchword\n");
    script.append("complete -c watchword -f\n");
    commands.forEach((name, known) -> {
      script.append(
          "complete -c watchword -n __fish_use_subcommand -a %s -d '%s'\n"
              .formatted(name, known.header.replace("'", "\\'")));
      String when = "-n '__fish_seen_subcommand_from " + name + "'";
      for (String word : known.words) {
        script.append("complete -c watchword %s -a %s\n".formatted(when, word));
      }
      for (String option : known.options) {
        script.append("complete -c watchword %s -l %s\n".formatted(when, option.substring(2)));
      }
      if (OF_FILES.contains(name)) {
        script.append("complete -c watchword %s -F\n".formatted(when));
      }
      if (OF_ENTRIES.contains(name)) {
        script.append(
            "complete -c watchword %s -a '(watchword names 2>/dev/null)'\n".formatted(when));
      }
    });
    return script.toString();
  }
}
