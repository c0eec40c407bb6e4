package dev.watchword.adapters.storage;

import dev.watchword.core.seal.Argon2idContract;
import dev.watchword.core.seal.PassphraseKdf;

class BouncyCastleArgon2Test implements Argon2idContract {

  @Override
  public PassphraseKdf kdf() {
    return new BouncyCastleArgon2();
  }
}
