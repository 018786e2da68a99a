package gatehouse.engines.images;

import java.io.IOException;

/** Why an image cannot be had, for people. */
final class Fault extends IOException {
  static final String UNAVAILABLE = "REGISTRY_UNAVAILABLE";
  static final String BAD = "IMAGE_INSPECT_ERROR";
  static final String REFUSED = "FAILED_WITH_MESSAGE";

  private final String code;
  private final boolean passing;

  /**
   * @param code of the model, without its kind
   * @param passing whether it is worth another try
   */
  Fault(String code, String sentence, boolean passing) {
    super(sentence);
    this.code = code;
    this.passing = passing;
  }

  /** Something is wrong with the image itself. */
  static Fault bad(String sentence) {
    return new Fault(BAD, sentence, false);
  }

  String code() {
    return code;
  }

  boolean isPassing() {
    return passing;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
