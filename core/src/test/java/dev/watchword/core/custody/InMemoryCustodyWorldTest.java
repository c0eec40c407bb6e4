package dev.watchword.core.custody;

class InMemoryCustodyWorldTest implements CustodyStoreContract {

  private final CustodyWorld world = new InMemoryCustodyWorld();

  @Override
  public CustodyWorld world() {
    return world;
  }
}
