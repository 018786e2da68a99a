package gatehouse.core.administration;

import gatehouse.core.access.Application;
import gatehouse.core.identity.Secret;

/** An application with the three values that sign calls; the secrets are readable nowhere else. */
public record IssuedApplication(Application application, Secret secret, Secret consumerKey) {}
