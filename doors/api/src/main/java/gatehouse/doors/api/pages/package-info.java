/**
 * The plain pages: sign-in and out, set-up, consumer keys, the start page. They stand beside the
 * APIs rather than in {@code web} because they are nouns with use cases, which {@code web} must not
 * know. They work without scripts; every text is escaped because there is no other way to write
 * one.
 */
@NullMarked
package gatehouse.doors.api.pages;

import org.jspecify.annotations.NullMarked;
