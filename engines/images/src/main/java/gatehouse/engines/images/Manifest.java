package gatehouse.engines.images;

import java.util.List;

/**
 * What an image is made of.
 *
 * @param layers the lowest first
 */
record Manifest(Piece config, List<Piece> layers) {
  Manifest {
    layers = List.copyOf(layers);
  }
}
