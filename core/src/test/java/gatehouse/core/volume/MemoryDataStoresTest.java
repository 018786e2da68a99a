package gatehouse.core.volume;

import gatehouse.core.audit.AuditLine;
import java.util.List;

final class MemoryDataStoresTest extends DataStoreBookContract {
  private final MemoryDataStores book = new MemoryDataStores();

  @Override
  protected DataStoreBook book() {
    return book;
  }

  @Override
  protected List<String> audited() {
    return book.audited.stream().map(AuditLine::action).toList();
  }
}
