package dev.watchword.core.audit;

import dev.watchword.core.account.Subscriber;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/// What happened, without any secret or code in it (SECURITY AU-01, AU-08).
///
/// Long, since it is the whole list of what there is on record, so that nothing else can get there.
public sealed interface AuditEvent {

  /// Whom it was about, as `relying-party/subscriber`, or the thing it was about.
  String subject();

  /// What was done and how it ended: lower-case words with dots, such as `otp.accepted`.
  String action();

  /// The rest, as `name=value` words with single blanks; letters, digits, `.`, `_` and `-` alone.
  String details();

  /// Something was done about what a customer handed over.
  ///
  /// @param thing what it was about: `link`, `held`, `grant`, `receipt`, `team` or `webhook`
  /// @param id the thing's
  /// @param more further `name=value` words; may be empty
  record Custody(String thing, UUID id, Act act, String more) implements AuditEvent {

    /// What was done.
    public enum Act {
      LINK_MADE,
      LINK_REVOKED,
      LINK_PIN_REFUSED,
      HANDED_OVER,
      CODE_READ,
      RESERVED,
      RELEASED,
      GRANTED,
      GRANT_REVOKED,
      APPROVAL_ASKED,
      APPROVED,
      DENIED,
      RECOVERY_CODES_HANDED_OVER,
      RECOVERY_CODE_READ,
      ENDED_BY_CUSTOMER,
      ENDED_BY_STAFF,
      ENDED_BY_TIME,
      TEAM_CHANGED,
      TEAM_LEFT,
      TEAM_REMOVED,
      ACCESS_ENDED,
      WEBHOOK_ADDED,
      WEBHOOK_REMOVED
    }

    @Override
    public String subject() {
      return thing + "/" + id;
    }

    @Override
    public String action() {
      return "custody." + Words.of(act);
    }

    @Override
    public String details() {
      return more;
    }
  }

  /// A step in the life of an enrolment.
  record Enrolment(Subscriber subscriber, UUID enrolment, Act act) implements AuditEvent {

    /// What became of it.
    public enum Act {
      BEGUN,
      SHOWN,
      CONFIRMED,
      CONFIRMED_IN_PLACE_OF_ANOTHER,
      CONFIRMED_AGAIN,
      CODE_REFUSED,
      DESTROYED_AFTER_WRONG_CODES,
      CANCELLED,
      EXPIRED,
      REVOKED
    }

    @Override
    public String subject() {
      return subscriber.toString();
    }

    @Override
    public String action() {
      return "enrolment." + Words.of(act);
    }

    @Override
    public String details() {
      return "enrolment=" + enrolment;
    }
  }

  /// A code was submitted.
  ///
  /// @param purpose what for
  /// @param step the step whose code it was, where it was one
  /// @param failures consecutive failures afterwards
  record Otp(
      Subscriber subscriber, String purpose, Verdict verdict, OptionalLong step, int failures)
      implements AuditEvent {

    /// How it ended.
    public enum Verdict {
      ACCEPTED,
      ACCEPTED_AGAIN,
      REJECTED,
      REPLAYED,
      THROTTLED,
      LOCKED,
      NOT_ENROLLED
    }

    @Override
    public String subject() {
      return subscriber.toString();
    }

    @Override
    public String action() {
      return "otp." + Words.of(verdict);
    }

    @Override
    public String details() {
      String rest = "purpose=" + purpose + " failures=" + failures;
      return step.isPresent() ? rest + " step=" + step.getAsLong() : rest;
    }
  }

  /// An operator's or owner's act on a factor.
  record Factor(Subscriber subscriber, Act act, int failuresBefore) implements AuditEvent {

    /// What was done.
    public enum Act {
      UNLOCKED,
      RESYNCHRONISED,
      RESYNCHRONISATION_REFUSED
    }

    @Override
    public String subject() {
      return subscriber.toString();
    }

    @Override
    public String action() {
      return "factor." + Words.of(act);
    }

    @Override
    public String details() {
      return "failures-before=" + failuresBefore;
    }
  }

  /// Recovery codes were issued, or one was submitted.
  ///
  /// @param remaining unused codes afterwards
  record Recovery(Subscriber subscriber, Act act, int remaining, int failures)
      implements AuditEvent {

    /// What was done and how it ended.
    public enum Act {
      ISSUED,
      ISSUED_IN_PLACE_OF_OTHERS,
      REDEEMED,
      REDEEMED_AGAIN,
      REJECTED,
      REPLAYED,
      THROTTLED,
      LOCKED,
      NOT_ISSUED
    }

    @Override
    public String subject() {
      return subscriber.toString();
    }

    @Override
    public String action() {
      return "recovery." + Words.of(act);
    }

    @Override
    public String details() {
      return "remaining=" + remaining + " failures=" + failures;
    }
  }

  /// Accounts were moved into a vault or out of it or to another key, secrets of a file were shown,
  /// what opens the vault was changed, or the whole store or its audit log was copied.
  ///
  /// @param vault the vault's id
  /// @param format of the files, by its id; empty where there were several; the kind of a slot
  /// @param entries how many were added, written, sealed anew or shown; of the log, where it ended;
  ///   of slots, how many there were before
  record Transfer(String vault, Act act, String format, int entries) implements AuditEvent {

    /// What was done.
    public enum Act {
      IMPORTED,
      SECRETS_SHOWN,
      EXPORTED,
      EXPORTED_PLAIN,
      BACKED_UP,
      BACKUP_RESTORED,
      ROLLBACK_ACCEPTED,
      KEY_ROTATED,
      KEY_SLOT_ADDED,
      KEY_SLOT_REMOVED,
      PASSPHRASE_CHANGED,
      AUDIT_EXPORTED
    }

    @Override
    public String subject() {
      return "vault/" + vault;
    }

    @Override
    public String action() {
      return "transfer." + Words.of(act);
    }

    @Override
    public String details() {
      return (format.isEmpty() ? "" : "format=" + format + " ") + "entries=" + entries;
    }
  }

  /// Something was done to a person's account.
  ///
  /// @param role the role afterwards, in lower case
  /// @param version of the account's row afterwards
  record Account(UUID person, Act act, String role, long version) implements AuditEvent {

    /// What was done.
    public enum Act {
      OWNER_CREATED,
      INVITED,
      JOINED,
      ROLE_CHANGED,
      DISABLED,
      ENABLED,
      REMOVED,
      RESET,
      PASSWORD_CHANGED,
      PROFILE_CHANGED,
      SIGNED_OUT,
      FAILURES_FORGIVEN,
      LAST_OWNER_KEPT
    }

    @Override
    public String subject() {
      return "person/" + person;
    }

    @Override
    public String action() {
      return "account." + Words.of(act);
    }

    @Override
    public String details() {
      return "role=" + role + " version=" + version;
    }
  }

  /// An invite was refused: there is no such one, or no longer.
  ///
  /// @param person whose it was; empty where it was nobody's
  record Invite(Optional<UUID> person) implements AuditEvent {

    @Override
    public String subject() {
      return person.map(id -> "person/" + id).orElse("person/unknown");
    }

    @Override
    public String action() {
      return "account.invite-refused";
    }

    @Override
    public String details() {
      return "";
    }
  }

  /// A password was submitted.
  ///
  /// @param person empty where nobody has the name that was given; the name itself is never
  ///   written, since people type passwords into the wrong field
  /// @param tally the tally of that name
  /// @param failures consecutive failures afterwards
  record Password(Optional<UUID> person, UUID tally, Verdict verdict, int failures)
      implements AuditEvent {

    /// How it ended.
    public enum Verdict {
      ACCEPTED,
      REJECTED,
      THROTTLED,
      LOCKED
    }

    @Override
    public String subject() {
      return person.map(id -> "person/" + id).orElse("person/unknown");
    }

    @Override
    public String action() {
      return "password." + Words.of(verdict);
    }

    @Override
    public String details() {
      return "tally=" + tally + " failures=" + failures;
    }
  }

  /// A step in the life of a session.
  ///
  /// @param session its id, which is not its token; empty where it is about several
  record Session(UUID person, Optional<UUID> session, Act act) implements AuditEvent {

    /// What became of it.
    public enum Act {
      PASSWORD_PASSED,
      PROVIDER_PASSED,
      SIGNED_IN,
      SIGNED_IN_BY_PROVIDER,
      SIGNED_IN_TO_ENROL,
      SIGNED_IN_BY_RECOVERY_CODE,
      SIGNED_IN_BY_PASSKEY,
      STEPPED_UP,
      STEPPED_UP_BY_PASSKEY,
      RENEWED,
      ENDED,
      ENDED_AFTER_WRONG_CODES,
      OTHERS_ENDED
    }

    @Override
    public String subject() {
      return "person/" + person;
    }

    @Override
    public String action() {
      return "session." + Words.of(act);
    }

    @Override
    public String details() {
      return session.map(id -> "session=" + id).orElse("");
    }
  }

  /// Something about a person's account at an OpenID provider.
  record Provider(UUID person, Act act) implements AuditEvent {

    /// What was done.
    public enum Act {
      LINKED,
      UNLINKED
    }

    @Override
    public String subject() {
      return "person/" + person;
    }

    @Override
    public String action() {
      return "provider." + Words.of(act);
    }

    @Override
    public String details() {
      return "";
    }
  }

  /// Something was done with somebody's passkeys.
  ///
  /// @param passkey empty where it is about all that they had
  record Passkey(UUID person, Optional<UUID> passkey, Act act) implements AuditEvent {

    /// What was done.
    public enum Act {
      ADDED,
      REMOVED,
      ALL_REMOVED,
      /// One that is known was shown with a signature or count that does not hold.
      REFUSED
    }

    @Override
    public String subject() {
      return "person/" + person;
    }

    @Override
    public String action() {
      return "passkey." + Words.of(act);
    }

    @Override
    public String details() {
      return passkey.map(id -> "passkey=" + id).orElse("");
    }
  }

  /// An API token was made or taken back.
  record Token(UUID token, Act act) implements AuditEvent {

    /// What was done.
    public enum Act {
      ISSUED,
      REVOKED
    }

    @Override
    public String subject() {
      return "token/" + token;
    }

    @Override
    public String action() {
      return "token." + Words.of(act);
    }

    @Override
    public String details() {
      return "";
    }
  }

  /// The API tokens of a store from before there were MACs got theirs.
  ///
  /// @param count how many
  record TokensSealed(int count) implements AuditEvent {

    /// See [AuditEvent#action].
    public static final String ACTION = "token.sealed";

    @Override
    public String subject() {
      return "server";
    }

    @Override
    public String action() {
      return ACTION;
    }

    @Override
    public String details() {
      return "tokens=" + count;
    }
  }

  /// Older entries of this log were moved into a segment.
  record Archived(AuditSeam seam) implements AuditEvent {

    @Override
    public String subject() {
      return "server";
    }

    @Override
    public String action() {
      return AuditSeam.ACTION;
    }

    @Override
    public String details() {
      return seam.words();
    }
  }

  /// Somebody who was known asked for what they may not do.
  ///
  /// @param actor as [Origin#actor] names them
  /// @param permission what they lacked, a word
  /// @param leftOut how many such requests before this one have no line of their own
  record Denial(String actor, String permission, int leftOut) implements AuditEvent {

    @Override
    public String subject() {
      return actor;
    }

    @Override
    public String action() {
      return "access.denied";
    }

    @Override
    public String details() {
      return "permission=" + permission + (leftOut == 0 ? "" : " left-out=" + leftOut);
    }
  }

  /// Something happened that an owner should look at.
  ///
  /// @param count how often, or of how many names
  record Alarm(Act act, int count) implements AuditEvent {

    /// What happened.
    public enum Act {
      /// Somebody tried to sign in as many people within a minute.
      SPRAYING,
      /// A token was sent where it may be logged: in a URL or a cookie.
      TOKEN_MISPLACED,
      /// Rows are not as this log tells.
      ROWS_CONTRADICT_LOG,
      /// This log was changed.
      LOG_BROKEN
    }

    @Override
    public String subject() {
      return "server";
    }

    @Override
    public String action() {
      return "alarm." + Words.of(act);
    }

    @Override
    public String details() {
      return "count=" + count;
    }
  }

  /// Something was done with entries of a vault.
  ///
  /// @param vault the vault's id
  /// @param entries their ids, 1 to [#MOST]
  record Entries(UUID vault, Act act, List<UUID> entries) implements AuditEvent {

    /// The most entries that one line of the log names.
    public static final int MOST = 500;

    /// As much of an id as tells entries of one vault apart.
    private static final int SHORT_ID = 13;

    /// What was done.
    public enum Act {
      CODE_READ,
      ADDED,
      CHANGED,
      TRASHED,
      RESTORED,
      PURGED,
      SECRET_SHOWN,
      RECOVERY_CODES_READ,
      RECOVERY_CODES_ADDED,
      RECOVERY_CODE_USED,
      ICON_CHANGED
    }

    public Entries {
      entries = List.copyOf(entries);
      if (entries.isEmpty() || entries.size() > MOST) {
        throw new IllegalArgumentException("entries: 1 to 500, got " + entries.size());
      }
    }

    @Override
    public String subject() {
      return entries.size() == 1 ? "entry/" + entries.getFirst() : "vault/" + vault;
    }

    @Override
    public String action() {
      return "entry." + Words.of(act);
    }

    /// The count, and of several the first two groups of each id.
    @Override
    public String details() {
      if (entries.size() == 1) {
        return "vault=" + vault;
      }
      String ids =
          entries.stream()
              .map(id -> id.toString().substring(0, SHORT_ID))
              .collect(Collectors.joining("."));
      return "entries=" + entries.size() + " ids=" + ids;
    }
  }

  /// Enum constants as an entry writes them.
  final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
