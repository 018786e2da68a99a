package gatehouse.doors.web;

import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.Secret;

/** A hasher that costs nothing and hides nothing. */
public final class PlainHasher implements PasswordHasher {
  @Override
  public PasswordHash hash(Secret password) {
    return new PasswordHash("plain:" + password.value());
  }

  @Override
  public boolean matches(Secret password, PasswordHash hash) {
    return hash.value().equals("plain:" + password.value());
  }
}
