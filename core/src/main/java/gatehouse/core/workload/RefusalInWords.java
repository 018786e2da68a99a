package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal;

/** A refusal as the rest of a sentence about a workload. */
public final class RefusalInWords {
  private RefusalInWords() {}

  /** As in "there is no bucket train". */
  public static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Invalid(String field, String rule) -> field + " must be " + rule;
      case Refusal.Unauthenticated(String why) -> why;
      case Refusal.Forbidden(String missing, String why) -> why;
      case Refusal.NotFound(String kind, String name) -> "there is no " + kind + " " + name;
      case Refusal.Conflict(String reason) -> reason;
      case Refusal.OverQuota(String reason) -> reason;
      case Refusal.TooLarge(String what, long limit) -> what + " is larger than " + limit;
      case Refusal.TooMany(String what, var retryAfter) -> "too many of " + what;
      case Refusal.Unavailable(String reason) -> reason;
      case Refusal.Unsupported(String why) -> why;
      case Refusal.NotBuilt(String what) -> what + " is not built yet";
    };
  }
}
