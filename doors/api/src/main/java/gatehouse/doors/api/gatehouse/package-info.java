/**
 * Gatehouse's own routes, {@code /v1/gatehouse/…}: what goes past the model (suspension, end dates,
 * receipts, explanations, audit, sessions, accounts). Bodies are read strictly. Knows no rule: each
 * route reads, calls one use case, and shapes the answer.
 */
@NullMarked
package gatehouse.doors.api.gatehouse;

import org.jspecify.annotations.NullMarked;
