package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** An account at a registry, to be added or changed. */
public record RegistryBody(
    @Nullable String url, @Nullable String username, @Nullable String password) {
  @Override
  public String toString() {
    return "RegistryBody[url=" + url + ", username=" + username + ", password=***]";
  }
}
