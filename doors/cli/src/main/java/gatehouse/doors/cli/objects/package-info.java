/**
 * Buckets and their objects, for a client: listing, and moving files of any size in bounded memory
 * so that what broke off is gone on with. The only package that knows the S3 library.
 */
@NullMarked
package gatehouse.doors.cli.objects;

import org.jspecify.annotations.NullMarked;
