package gatehouse.core.storage;

import java.time.InstantSource;

final class MemoryObjectsTest extends ObjectStoreContract {
  private final MemoryObjects objects = new MemoryObjects(InstantSource.system());

  @Override
  protected ObjectStores stores() {
    return objects;
  }
}
