package gatehouse.core.refusal;

import java.time.Duration;

/**
 * Why a request was turned down. Every door turns these into its own words and statuses; no door
 * adds one of its own.
 */
public sealed interface Refusal {

  /**
   * The request is malformed: {@code field} breaks {@code rule}, which says what would be accepted.
   */
  record Invalid(String field, String rule) implements Refusal {}

  /**
   * The caller is not known, or what they presented is not accepted (any more); {@code why} names
   * the cure.
   */
  record Unauthenticated(String why) implements Refusal {}

  /**
   * The caller is known and may not; {@code missing} names the permission, {@code why} is a
   * sentence for people.
   */
  record Forbidden(String missing, String why) implements Refusal {}

  /** There is no such thing, or none that this caller may know of. */
  record NotFound(String kind, String name) implements Refusal {}

  /** The request contradicts the present state; {@code reason} says which. */
  record Conflict(String reason) implements Refusal {}

  /** The request is larger than the quota leaves room for. */
  record OverQuota(String reason) implements Refusal {}

  /** The request is larger than this door takes; {@code limit} in bytes. */
  record TooLarge(String what, long limit) implements Refusal {}

  /** The body comes in a way that is not taken here; {@code why} is a sentence with the cure. */
  record Unsupported(String why) implements Refusal {}

  /** Too many of these lately; worth trying again after {@code retryAfter}. */
  record TooMany(String what, Duration retryAfter) implements Refusal {}

  /**
   * The question cannot be answered now (no database, no lease), and an unanswered question is a
   * no.
   */
  record Unavailable(String reason) implements Refusal {}

  /** The route is part of the contract and not built yet. */
  record NotBuilt(String what) implements Refusal {}
}
