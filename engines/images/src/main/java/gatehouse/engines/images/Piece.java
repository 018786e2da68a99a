package gatehouse.engines.images;

/**
 * A part of an image: its configuration or a layer.
 *
 * @param digest {@code sha256:…} of its bytes
 * @param size in bytes; negative where that is not said
 * @param place where its source has it
 */
record Piece(String digest, long size, String place) {

  /** The part of the digest after the colon. */
  String hex() {
    return digest.substring(digest.indexOf(':') + 1);
  }
}
