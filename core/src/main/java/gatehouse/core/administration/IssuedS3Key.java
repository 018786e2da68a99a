package gatehouse.core.administration;

import gatehouse.core.access.Credential;
import gatehouse.core.identity.Secret;

/** An S3 key pair: the credential's name is the access key. */
public record IssuedS3Key(Credential key, Secret secret) {}
