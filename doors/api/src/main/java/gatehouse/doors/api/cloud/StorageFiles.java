package gatehouse.doors.api.cloud;

import gatehouse.core.administration.IssuedS3Key;
import gatehouse.core.identity.User;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.util.Locale;
import java.util.Optional;

/**
 * Files that set clients of object storage up.
 *
 * @param endpoint where object storage is; empty where this installation has none
 * @param region its one region
 */
public record StorageFiles(String endpoint, String region) {

  /** Lines of a shell that tell clients of AWS where object storage is; none where it is off. */
  String shell() {
    return endpoint.isEmpty()
        ? ""
        : """
        export AWS_ENDPOINT_URL_S3=%s
        export AWS_DEFAULT_REGION=%s
        """
            .formatted(endpoint, region.toLowerCase(Locale.ROOT));
  }

  /**
   * What {@code ~/.aws/config} holds for this installation alone, for whatever reads it: the AWS
   * command line, boto3 and their like; without a key they take one from their environment.
   */
  String aws(Optional<IssuedS3Key> key) {
    requireEndpoint();
    String credentials =
        key.map(
                pair ->
                    "aws_access_key_id = "
                        + pair.key().name()
                        + "\naws_secret_access_key = "
                        + pair.secret().value()
                        + "\n")
            .orElse("");
    return """
        # ~/.aws/config: for the AWS command line from 1.29 or 2.13 and boto3 from 1.28 on.
        # Older ones want to be told besides: --endpoint-url %3$s
        [default]
        %1$sregion = %2$s
        endpoint_url = %3$s
        s3 =
          addressing_style = path
          signature_version = s3v4
        """
        .formatted(credentials, region.toLowerCase(Locale.ROOT), endpoint);
  }

  /** A remote for {@code rclone.conf}; without a key rclone takes one from its environment. */
  String rclone(String name, Optional<IssuedS3Key> key) {
    requireEndpoint();
    String credentials =
        key.map(
                pair ->
                    "access_key_id = "
                        + pair.key().name()
                        + "\nsecret_access_key = "
                        + pair.secret().value())
            .orElse("env_auth = true");
    return """
        [%s]
        type = s3
        provider = Other
        %s
        endpoint = %s
        region = %s
        force_path_style = true
        acl = private
        """
        .formatted(name, credentials, endpoint, region.toLowerCase(Locale.ROOT));
  }

  /**
   * A remote of Swift for {@code rclone.conf}. Nobody but the user has the password: rclone takes
   * it from its environment.
   *
   * @param base where Keystone's {@code /v3} is
   */
  String rcloneSwift(User user, String base) {
    requireEndpoint();
    return """
        # The password is not in here: export RCLONE_SWIFT_KEY=… before rclone is started.
        [%1$s]
        type = swift
        env_auth = false
        user = %1$s
        domain = Default
        tenant_id = %2$s
        tenant_domain = Default
        auth = %3$s/v3
        auth_version = 3
        region = %4$s
        """
        .formatted(user.name().value(), user.project().value(), base, region);
  }

  private void requireEndpoint() {
    if (endpoint.isEmpty()) {
      throw new Refused(new Conflict("The S3 endpoint is off here: start with --s3-port."));
    }
  }
}
