package dev.watchword.adapters.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// What `watchword help TOPIC` says beside the commands' own help. At most 78 columns.
final class HelpTopics {

  private HelpTopics() {}

  /// By name, in the order that they are listed.
  static Map<String, String> all() {
    Map<String, String> topics = new LinkedHashMap<>();
    topics.put("start", START);
    topics.put("passphrase-input", PASSPHRASE_INPUT);
    topics.put("agent", AGENT);
    topics.put("query", QUERY);
    topics.put("json", JSON);
    topics.put("exit-codes", EXIT_CODES);
    topics.put("environment", ENVIRONMENT);
    topics.put("clock", CLOCK);
    topics.put(
        "list-keys",
        "The keys of the list (watchword alone on a terminal)\n\n  "
            + String.join("\n  ", BrowserHelp.LINES)
            + "\n");
    return topics;
  }

  private static final String START =
      """
      The first steps

        watchword init                    make a vault; write its recovery key down
        watchword add screenshot.png      store the account of a QR code
        watchword unlock                  ask for the passphrase once
        watchword code openai             print the code
        watchword                         the list with live codes
      """;

  private static final String PASSPHRASE_INPUT =
      """
      Where the passphrase comes from

      Asked for on the terminal, without echo, unless one of these is given:
        --passphrase-file FILE     a file of mode 0600, or - for standard input
        WATCHWORD_PASSPHRASE_FILE  the same, by the environment
        --passphrase-fd N          a file descriptor that is open already
        --askpass PROGRAM          a program that asks, and prints what was typed
        --key-file FILE            a key file in the place of a passphrase
        --key-file pkcs11:...      a key in a PKCS#11 token: see `slot add --help`
        --recovery-key             the printed recovery key, asked for
        watchword keyring add      the desktop's secret service keeps a key
      It is never an argument, nor a variable's value: other programs could read
      it.
      """;

  private static final String AGENT =
      """
      The agent

      `watchword unlock` leaves a process behind that keeps the vault open, and
      answers this user alone by a socket in $XDG_RUNTIME_DIR/watchword. It locks
      when it was not used for 15 minutes, after 8 hours in any case (--idle,
      --for make it less), and by `watchword lock`. Without it each command asks
      for the passphrase.
      """;

  private static final String QUERY =
      """
      How an entry is named

      By words of its issuer, account or tags, in any case, or by its id. The best
      match comes first. Where several match and none is named in full, they are
      listed and nothing is done; say more words, or the id that the list shows.
      """;

  private static final String JSON =
      """
      JSON

      `-o json` prints one document on standard output, for every command that
      answers anything. An error is {"error":{"code","message"}}, with the exit
      code unchanged. docs/schemas has a JSON Schema for each command; members may
      be added to them, but none is taken away or changes its meaning within a
      major version.
      """;

  private static final String EXIT_CODES =
      """
      Exit codes

        0  done
        1  not done, for a reason that was to be expected: one sentence says which
        2  the command line is wrong; nothing was tried
        3  a bug of ours; please report it
      """;

  private static final String ENVIRONMENT =
      """
      Environment and files

        WATCHWORD_VAULT             the vault file
        WATCHWORD_PASSPHRASE_FILE   a file with the passphrase, mode 0600
        NO_COLOR, TERM=dumb         no colour; the plain list
        COLUMNS                     the width of the screen
        XDG_DATA_HOME               watchword/vault.db is the default vault
        XDG_CONFIG_HOME             watchword/config: lines of `name = value`:
                                    vault, ntp-server, clock-offset
        XDG_RUNTIME_DIR             the agent's socket
        XDG_STATE_HOME              watchword/seen: how often a vault had been
                                    changed when it was used last
      """;

  private static final String CLOCK =
      """
      The clock

      Codes are computed from the time. `watchword doctor --ntp HOST` measures how
      far this machine's clock is out, `doctor --https URL` to half a second;
      nothing else speaks to the network. Where the clock can't be set right,
      --clock-offset SECONDS, or a line `clock-offset = SECONDS` in the
      configuration file, is added for codes. `watchword add --verify` checks a
      new account against a code of its site.
      """;
}
