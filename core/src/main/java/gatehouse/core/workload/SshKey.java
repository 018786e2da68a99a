package gatehouse.core.workload;

import gatehouse.core.identity.Subject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A public key in a workload's spec. It stands for who put it there, and lets one do what they may
 * at this moment.
 *
 * @param owner the user or account
 * @param token the token they put it there with, whose bounds it keeps; null where they did that
 *     themselves
 */
public record SshKey(SshPublicKey key, Subject owner, @Nullable UUID token) {}
