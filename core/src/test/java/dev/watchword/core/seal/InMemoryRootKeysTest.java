package dev.watchword.core.seal;

import dev.watchword.core.testing.FixedRandom;

class InMemoryRootKeysTest implements RootKeysContract {

  private final RootKeys keys = new InMemoryRootKeys(FixedRandom.seeded(1), pin());

  @Override
  public RootKeys keys() {
    return keys;
  }

  @Override
  public RootKeyUri uri(String object) {
    return RootKeyUri.parse(
        "pkcs11:object=" + object.replace(" ", "%20") + "?module-path=/token.so");
  }

  @Override
  public String pin() {
    return "1234";
  }
}
