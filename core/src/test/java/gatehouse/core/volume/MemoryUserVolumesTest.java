package gatehouse.core.volume;

import gatehouse.core.audit.AuditLine;
import java.util.List;

final class MemoryUserVolumesTest extends UserVolumeBookContract {
  private final MemoryUserVolumes book = new MemoryUserVolumes();

  @Override
  protected UserVolumeBook book() {
    return book;
  }

  @Override
  protected List<String> audited() {
    return book.audited.stream().map(AuditLine::action).toList();
  }
}
