package dev.watchword.adapters.interchange;

/// An item that can't be taken as it stands; the others of its file can. The message is a clause
/// that names the field and the problem, never content.
final class ItemException extends Exception {

  private static final long serialVersionUID = 1L;

  ItemException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
