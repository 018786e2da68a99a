package gatehouse.core.volume;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Data stores in memory. */
public final class MemoryDataStores implements DataStoreBook {
  private final Map<String, Kept> kept = new TreeMap<>();

  /** Everything that was audited, in order. */
  public final List<AuditLine> audited = new ArrayList<>();

  @Override
  public synchronized List<DataStore> list(ProjectId project) {
    return kept.values().stream()
        .map(Kept::store)
        .filter(store -> store.project().equals(project))
        .toList();
  }

  @Override
  public synchronized Optional<Kept> find(ProjectId project, String alias) {
    return Optional.ofNullable(kept.get(name(project, alias)));
  }

  @Override
  public synchronized boolean add(Kept one, AuditLine line) {
    boolean added = kept.putIfAbsent(name(one), one) == null;
    return noted(added, line);
  }

  @Override
  public synchronized boolean replace(Kept one, AuditLine line) {
    return noted(kept.replace(name(one), one) != null, line);
  }

  @Override
  public synchronized boolean remove(ProjectId project, String alias, AuditLine line) {
    return noted(kept.remove(name(project, alias)) != null, line);
  }

  @Override
  public synchronized void audit(AuditLine line) {
    audited.add(line);
  }

  private boolean noted(boolean changed, AuditLine line) {
    if (changed) {
      audited.add(line);
    }
    return changed;
  }

  private static String name(Kept one) {
    return name(one.store().project(), one.store().alias());
  }

  private static String name(ProjectId project, String alias) {
    return project + "/" + alias.toLowerCase(Locale.ROOT);
  }
}
