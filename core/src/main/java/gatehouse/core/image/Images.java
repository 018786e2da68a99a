package gatehouse.core.image;

import gatehouse.core.identity.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Brings images here. Safe for use by many threads; no method waits for a registry. */
public interface Images {

  /** How an image is. */
  sealed interface Standing {
    /** It is here. */
    record Ready(ImageRoot root) implements Standing {}

    /**
     * It is on its way.
     *
     * @param code as {@code IMAGE_PULL}
     */
    record Underway(String code, String sentence) implements Standing {}

    /**
     * It cannot be had.
     *
     * @param code as {@code REGISTRY_UNAVAILABLE}
     */
    record Failed(String code, String sentence) implements Standing {}
  }

  /**
   * Looks whether an image is here as its registry has it now, and otherwise begins to bring it, or
   * goes on. A registry is asked again when its last answer is a minute old.
   *
   * @param changed told once, on another thread, that the answer is another one now; a wait that
   *     goes on needs another call
   */
  Standing prepare(ProjectId project, ImageName image, Runnable changed);

  /** The image as it was when a project's {@link #prepare} last said that it was ready. */
  Optional<ImageRoot> ready(ProjectId project, ImageName image);

  /** The names of the images that were put here by hand. */
  List<String> kept();

  /**
   * Deletes what nobody used for long.
   *
   * @param used whether a folder of {@link ImageRoot} is used by something that runs
   */
  void sweep(Predicate<java.nio.file.Path> used);

  /** Where there are none. */
  Images NONE =
      new Images() {
        @Override
        public Standing prepare(ProjectId project, ImageName image, Runnable changed) {
          return new Standing.Failed(
              "FAILED_WITH_MESSAGE", "images cannot be had in this installation");
        }

        @Override
        public Optional<ImageRoot> ready(ProjectId project, ImageName image) {
          return Optional.empty();
        }

        @Override
        public List<String> kept() {
          return List.of();
        }

        @Override
        public void sweep(Predicate<java.nio.file.Path> used) {}
      };
}
