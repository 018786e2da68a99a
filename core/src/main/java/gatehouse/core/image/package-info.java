/**
 * OCI images: what they are called, where one is once it is here, and the registries a project has
 * an account at. Knows no registry's protocol and no file format; those are behind {@link
 * gatehouse.core.image.Images}.
 */
@NullMarked
package gatehouse.core.image;

import org.jspecify.annotations.NullMarked;
