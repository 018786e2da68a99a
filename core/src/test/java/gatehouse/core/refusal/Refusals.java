package gatehouse.core.refusal;

/** For tests: what something was refused for. */
public final class Refusals {
  private Refusals() {}

  /** The refusal that a deed ends in; fails where it is not refused. */
  public static Refusal refusalOf(Runnable deed) {
    try {
      deed.run();
    } catch (Refused e) {
      return e.refusal();
    }
    throw new AssertionError("was not refused");
  }
}
