/**
 * Brings OCI images here: from registries, from folders and tarballs; layers checked by their
 * digests and unpacked once, into folders that nobody writes afterwards. Whatever is in an image is
 * somebody else's: no name in it leads out of its folder. Knows nothing of what runs them.
 *
 * <pre>
 * blobs/HEX          layers as they came; gone when no image used them for long
 * roots/HEX/root     an unpacked image, by the digest of its configuration
 * roots/HEX/config   that configuration
 * kept/NAME          what an administrator put here: a folder of the OCI layout, or a tarball
 * </pre>
 */
@NullMarked
package gatehouse.engines.images;

import org.jspecify.annotations.NullMarked;
