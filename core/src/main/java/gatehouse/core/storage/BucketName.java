package gatehouse.core.storage;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;

/** The name of a bucket, unique within its project: as S3 has them. */
public record BucketName(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  public BucketName {
    if (!canBe(value)) {
      throw new Refused(
          new Invalid(
              "bucket", "3 to 63 of a-z 0-9 . -, a letter or digit at both ends, no two dots"));
    }
  }

  /** Whether a text can be a bucket's name at all. */
  public static boolean canBe(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
