package dev.watchword.core.interchange;

/// Why a whole file was refused. No error carries content of the file.
public sealed interface FileError {

  /// The stable name for programs: `wrong-password`, `password-needed`, `damaged`, `unsupported` or
  /// `unknown-format`.
  String code();

  /// What is wrong and what to do, as one sentence for people.
  String sentence();

  /// The password does not open the file; where a format can't tell that from damage, either.
  ///
  /// @param format the format's name for people
  record WrongPassword(String format) implements FileError {
    @Override
    public String code() {
      return "wrong-password";
    }

    @Override
    public String sentence() {
      return "The password does not open this " + format + " backup.";
    }
  }

  /// The file is encrypted and no password was given.
  record PasswordNeeded(String format) implements FileError {
    @Override
    public String code() {
      return "password-needed";
    }

    @Override
    public String sentence() {
      return "This "
          + format
          + " backup is encrypted; give the password that it was made with (--password-file).";
    }
  }

  /// The file is of a known format, and broken.
  ///
  /// @param detail what is broken and where, as a clause without content
  record Damaged(String format, String detail) implements FileError {
    @Override
    public String code() {
      return "damaged";
    }

    @Override
    public String sentence() {
      return "This " + format + " backup is damaged: " + detail + ".";
    }
  }

  /// The format is known, and this variant of it can't be read.
  ///
  /// @param detail which variant, and what to do instead, as a clause
  record UnsupportedVariant(String format, String detail) implements FileError {
    @Override
    public String code() {
      return "unsupported";
    }

    @Override
    public String sentence() {
      return "This " + format + " backup can't be read: " + detail + ".";
    }
  }

  /// Reading it would cost more than is allowed.
  ///
  /// @param parameter what is limited, with its unit
  /// @param value what the file asks for
  /// @param limit what is allowed
  /// @param raisable whether `--allow-costly-kdf` raises the limit
  record OverLimit(String format, String parameter, String value, String limit, boolean raisable)
      implements FileError {
    @Override
    public String code() {
      return "unsupported";
    }

    @Override
    public String sentence() {
      return "This "
          + format
          + " backup is over a limit: "
          + parameter
          + " is "
          + value
          + ", the limit is "
          + limit
          + (raisable ? "; on the command line --allow-costly-kdf raises it." : ".");
    }
  }

  /// No format fits.
  ///
  /// @param detail what the file is, or why it does not fit, as a sentence
  record UnknownFormat(String detail) implements FileError {
    @Override
    public String code() {
      return "unknown-format";
    }

    @Override
    public String sentence() {
      return detail;
    }
  }
}
