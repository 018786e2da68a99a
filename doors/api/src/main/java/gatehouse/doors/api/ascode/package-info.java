/**
 * Actions said as code: the same call by curl, by the command line, in Terraform and in Python.
 * Says nothing where a language has no word for it, and never repeats a secret.
 */
@NullMarked
package gatehouse.doors.api.ascode;

import org.jspecify.annotations.NullMarked;
