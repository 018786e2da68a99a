package gatehouse.core.image;

import gatehouse.core.identity.Secret;

/** A name and a password for a registry; prints no secret. */
public record RegistryLogin(String username, Secret password) {}
