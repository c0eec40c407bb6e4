package dev.watchword.core.people;

/// What came of a change to somebody's account.
public sealed interface PersonChange {

  /// It is done.
  record Changed(Person person) implements PersonChange {}

  /// No owner would be left (SECURITY AZ-06); nothing was changed.
  record LastOwner() implements PersonChange {}

  /// There is nobody of that id.
  record NotFound() implements PersonChange {}

  /// Nobody does that to themselves, or grants more than they have (AZ-05); nothing was changed.
  record NotAllowed() implements PersonChange {}
}
