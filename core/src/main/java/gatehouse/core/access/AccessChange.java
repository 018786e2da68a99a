package gatehouse.core.access;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Subject;
import java.util.Set;

/** What every change that touches access does besides its own work, in the same transaction. */
public interface AccessChange {

  /** Writes a line into the audit, with the transaction's revision if it takes one. */
  void audit(AuditLine line);

  /**
   * Takes the next revision for these subjects, and tells the nodes when the transaction commits.
   * Called more than once in a transaction, the subjects are joined under one number.
   *
   * @return the revision's number
   */
  long revise(Set<Subject> subjects);
}
