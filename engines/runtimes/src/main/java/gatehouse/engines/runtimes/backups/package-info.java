/**
 * Folders saved whole and brought back: what they hold by its SHA-256, and a manifest that says
 * which file has which content, mode and time. A content that the backup before has is linked, not
 * copied; nothing outside a folder is read, for no link is followed. Knows no workloads, no users
 * and no database.
 *
 * <pre>
 * BACKUP/manifest    what there was, checked by its last line
 * BACKUP/XX/SHA-256  the contents
 * </pre>
 *
 * <p>A backup gets its name by one rename when it is whole.
 */
@NullMarked
package gatehouse.engines.runtimes.backups;

import org.jspecify.annotations.NullMarked;
