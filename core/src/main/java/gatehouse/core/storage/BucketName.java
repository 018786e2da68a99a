package gatehouse.core.storage;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;

/** The name of a bucket, unique within its project: as S3 has them. */
public record BucketName(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  public BucketName {
    if (!SHAPE.matcher(value).matches()) {
      throw new Refused(
          new Invalid(
              "bucket", "3 to 63 of a-z 0-9 . -, a letter or digit at both ends, no two dots"));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
