package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** A consumer key that waits to be accepted. */
public record CredentialPending(String consumerKey, String state, @Nullable String validationUrl) {}
