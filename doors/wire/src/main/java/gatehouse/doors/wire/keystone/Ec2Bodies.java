package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** S3 key pairs, as Keystone calls them EC2 credentials. */
public final class Ec2Bodies {
  private Ec2Bodies() {}

  /** For which project one is wanted. */
  public record Wanted(@JsonProperty("tenant_id") @Nullable String tenantId) {}

  /** One. */
  public record One(Credential credential) {}

  /** Several. */
  public record Several(List<Credential> credentials, LinksBody links) {}

  /** A key pair; the secret is null where it is not shown. */
  public record Credential(
      String access,
      @Nullable String secret,
      @JsonProperty("user_id") String userId,
      @JsonProperty("tenant_id") String tenantId,
      @JsonProperty("trust_id") @Nullable String trustId,
      SelfLink links) {}
}
