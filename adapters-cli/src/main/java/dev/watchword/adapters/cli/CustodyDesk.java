package dev.watchword.adapters.cli;

import dev.watchword.core.access.Permission;
import dev.watchword.core.audit.Origin;
import dev.watchword.core.custody.Custodian;
import dev.watchword.core.custody.Custody;
import dev.watchword.core.custody.Grantee;
import dev.watchword.core.custody.Team;
import dev.watchword.core.custody.WorkItem;
import dev.watchword.core.people.Person;
import dev.watchword.core.people.PersonId;
import dev.watchword.core.people.PersonName;
import dev.watchword.core.people.Role;
import dev.watchword.core.seal.VaultKey;
import dev.watchword.core.session.Accounts;
import dev.watchword.core.vault.OpenVault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/// Custody at the server itself, on behalf of one of its people: the server's stores and rules, and
/// what that person may do. Holds the vault open until it is closed. One thread.
///
/// @param by whom the acts are of
record CustodyDesk(OpenVault vault, Custody custody, Accounts accounts, Custodian by)
    implements AutoCloseable {

  static final String AS = "--as";

  /// @param needed what the person has to be allowed
  /// @throws Failure when nobody of that name may do that
  static CustodyDesk open(ParseResult given, Session session, Permission needed) {
    CliServices services = session.services();
    OpenVault vault = LocalHost.openVault(session);
    try (VaultKey key = vault.verifierKey()) {
      OperatorVerifier.of(services, vault).look(session);
      Accounts accounts = services.people().accounts(services, vault, key);
      Person person = actor(accounts, Options.text(given, AS));
      if (!needed.isOf(person.role())) {
        throw Failure.expected(
            "not-allowed", "That is for " + roles(needed) + "; say by --as who acts.");
      }
      Origin origin =
          new Origin("person/" + person.id(), "cli, " + OperatorVerifier.origin().actor(), "");
      return new CustodyDesk(
          vault,
          Custody.of(services.custody(), vault, "cli", services.random()),
          accounts,
          new Custodian(
              person.id().value(), person.displayName(), person.role() == Role.OWNER, origin));
    } catch (RuntimeException e) {
      vault.close();
      throw e;
    }
  }

  private static Person actor(Accounts accounts, Optional<String> named) {
    if (named.isPresent()) {
      Person person = OperatorAccounts.named(accounts, named.get());
      if (person.disabled()) {
        throw Failure.expected("not-allowed", "That person is shut out of the server.");
      }
      return person;
    }
    List<Person> owners =
        accounts.list().list().people().stream()
            .filter(person -> person.role() == Role.OWNER && !person.disabled())
            .toList();
    return switch (owners.size()) {
      case 0 ->
          throw Failure.expected(
              "no-owner", "There is nobody yet; `watchword user add NAME` makes the owner.");
      case 1 -> owners.getFirst();
      default -> throw Failure.usage("There are several owners; say by --as NAME who acts.");
    };
  }

  private static String roles(Permission needed) {
    return Arrays.stream(Role.values())
        .filter(needed::isOf)
        .map(role -> role.text() + "s")
        .collect(Collectors.joining(" and "));
  }

  /// What is held, by its id or by words of its customer, issuer and account.
  ///
  /// @throws Failure when it is none, or several
  WorkItem held(String typed) {
    List<WorkItem> found =
        custody.workList().list(by).stream().filter(item -> matches(item, typed)).toList();
    if (found.isEmpty()) {
      throw notHeld();
    }
    if (found.size() > 1) {
      throw Failure.expected(
          "ambiguous",
          "Several match; say more words, or the id:",
          found.stream().limit(10).map(CustodyView::line).toList());
    }
    return found.getFirst();
  }

  private static boolean matches(WorkItem item, String typed) {
    String text = (item.held().customer() + " " + item.held().name()).toLowerCase(Locale.ROOT);
    return item.held().id().toString().equals(typed)
        || Arrays.stream(typed.toLowerCase(Locale.ROOT).split(" ")).allMatch(text::contains);
  }

  static Failure notHeld() {
    return Failure.expected(
        "not-held",
        "Nothing of that name is held for you; `watchword custody list` shows what is.");
  }

  /// Whom a grant is for, as somebody typed it.
  Grantee grantee(String typed) {
    if (typed.equals("anyone")) {
      return new Grantee.AnyOperator();
    }
    return typed.startsWith("team:")
        ? new Grantee.Members(team(typed.substring(5)).id())
        : new Grantee.Person(OperatorAccounts.named(accounts, typed).id().value());
  }

  /// The words that [#grantee] reads.
  String text(Grantee grantee) {
    return switch (grantee) {
      case Grantee.Person(UUID id) -> nameOf(id);
      case Grantee.Members(UUID id) ->
          "team:"
              + custody.teams().list().stream()
                  .filter(team -> team.id().equals(id))
                  .map(Team::name)
                  .findFirst()
                  .orElse(id.toString());
      case Grantee.AnyOperator _ -> "anyone";
    };
  }

  /// @throws Failure when there is none of that name
  Team team(String name) {
    return custody.teams().list().stream()
        .filter(team -> team.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() ->
            Failure.expected(
                "no-such-team", "There is no such team; `watchword team list` shows them."));
  }

  /// What a person signs in as; their id where they are gone.
  String nameOf(UUID person) {
    return accounts
        .list()
        .find(new PersonId(person))
        .map(Person::name)
        .map(PersonName::value)
        .orElse(person.toString());
  }

  /// Does what refuses bad values by an exception that names them.
  static <T> T checked(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  /// An id that a list has shown.
  static UUID id(String typed) {
    if (!typed.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      throw Failure.usage("An id is wanted, as the list shows it.");
    }
    return UUID.fromString(typed);
  }

  @Override
  public void close() {
    vault.close();
  }
}
