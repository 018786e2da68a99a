package gatehouse.doors.ssh;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/**
 * Tells MINA that Java itself has Ed25519, so that it does not set up a second cryptography for it
 * at each start. Made by MINA, by its name.
 */
public final class JdkSecurity extends AbstractSecurityProviderRegistrar {
  private static final String ELLIPTIC = "SunEC";
  private static final String WHICH = "org.apache.sshd.security.registrars";

  /** Made by MINA. */
  public JdkSecurity() {
    super(ELLIPTIC);
  }

  /** Has MINA ask this one and no other; to be called before it is used. */
  static void use() {
    System.setProperty(WHICH, JdkSecurity.class.getName());
  }

  @Override
  public boolean isSupported() {
    return getSecurityProvider() != null;
  }

  @Override
  public Provider getSecurityProvider() {
    return Security.getProvider(ELLIPTIC);
  }

  @Override
  public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
    return Optional.of(new JdkEd25519());
  }
}
