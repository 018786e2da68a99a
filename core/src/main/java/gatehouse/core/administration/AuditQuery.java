package gatehouse.core.administration;

/**
 * Which audit lines are listed, newest first.
 *
 * @param project lines whose detail {@code project} is this id; empty for all
 * @param subject lines by or about this one, as {@code user:42}; empty for all
 * @param action lines whose action begins so; empty for all
 * @param before lines with a smaller number; 0 for no bound
 * @param limit at most so many, 1 to 1,000
 */
public record AuditQuery(String project, String subject, String action, long before, int limit) {}
