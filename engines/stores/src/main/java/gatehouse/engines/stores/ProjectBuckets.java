package gatehouse.engines.stores;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the buckets of projects are called in a store that has one set of names for all: the
 * project's id with 25 letters and digits, a hyphen, and the bucket's own name.
 */
final class ProjectBuckets {
  private static final int ID_LENGTH = 25;
  private static final int LONGEST = 63 - ID_LENGTH - 1;
  private static final Pattern OURS = Pattern.compile("[0-9a-f][0-9a-z]{24}-.+");

  private final String prefix;

  ProjectBuckets(ProjectId project) {
    String digits = new BigInteger(project.value(), 16).toString(36);
    this.prefix = "0".repeat(ID_LENGTH - digits.length()) + digits + "-";
  }

  /** What the names of all of the project's buckets begin with. */
  String prefix() {
    return prefix;
  }

  /**
   * A bucket's name in the store.
   *
   * @throws Refused with {@link Invalid} for one that would be too long there
   */
  String there(BucketName bucket) {
    if (bucket.value().length() > LONGEST) {
      throw new Refused(
          new Invalid(
              "bucket",
              String.format(
                  Locale.ROOT, "at most %d characters long in this installation", LONGEST)));
    }
    return prefix + bucket;
  }

  /** The project's own name of a bucket there; empty for one that is not the project's. */
  Optional<BucketName> here(String name) {
    return name.startsWith(prefix) && BucketName.canBe(name.substring(prefix.length()))
        ? Optional.of(new BucketName(name.substring(prefix.length())))
        : Optional.empty();
  }

  /** Whether a bucket there can be any project's. */
  static boolean areOurs(String name) {
    return OURS.matcher(name).matches();
  }
}
