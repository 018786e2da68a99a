package gatehouse.core.administration;

import gatehouse.core.identity.Seal;
import java.util.Base64;
import java.util.Map;

/** Whether the installation's key is the one that what is kept was sealed with. */
public final class SealCheck {
  private SealCheck() {}

  /** The oldest and the newest of what is kept sealed, in Base64, by its name. */
  public interface Samples {
    /** Secrets of S3 keys, by the access key. */
    Map<String, String> s3Keys();

    /** Secrets of API applications, by the application key. */
    Map<String, String> applications();
  }

  /** Whether all samples open; true where nothing is kept yet. */
  public static boolean holds(Seal seal, Samples samples) {
    return samples.s3Keys().entrySet().stream()
            .allMatch(one -> opens(seal, one.getValue(), S3Keys.context(one.getKey())))
        && samples.applications().entrySet().stream()
            .allMatch(one -> opens(seal, one.getValue(), Applications.context(one.getKey())));
  }

  private static boolean opens(Seal seal, String sealed, String context) {
    try {
      var _ = seal.open(Base64.getDecoder().decode(sealed), context);
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      return false;
    }
  }
}
