package dev.watchword.core.seal;

class FakeKdfTest implements PassphraseKdfContract {

  @Override
  public PassphraseKdf kdf() {
    return new FakeKdf();
  }
}
