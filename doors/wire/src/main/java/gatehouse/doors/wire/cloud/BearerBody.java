package gatehouse.doors.wire.cloud;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A bearer as OAuth2 tells it; {@code expiresIn} is in seconds. */
public record BearerBody(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") long expiresIn,
    String scope) {}
