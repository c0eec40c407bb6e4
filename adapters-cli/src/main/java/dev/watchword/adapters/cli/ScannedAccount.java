package dev.watchword.adapters.cli;

import dev.watchword.core.keyuri.KeyUri;
import dev.watchword.core.otp.OneTimePassword;
import java.util.Optional;

/// What one payload turned out to be.
sealed interface ScannedAccount extends AutoCloseable {

  @Override
  void close();

  /// An account.
  ///
  /// @param uri wiped by `close`
  /// @param code empty where its PIN is not known
  record Usable(KeyUri uri, Optional<OneTimePassword> code) implements ScannedAccount {
    @Override
    public void close() {
      uri.close();
    }
  }

  /// Something else, or an account that can't be taken as it stands.
  record Unusable(PictureScan.Problem problem) implements ScannedAccount {
    @Override
    public void close() {
      // holds no secret
    }
  }
}
