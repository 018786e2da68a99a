package gatehouse.core.identity;

/**
 * A stored password hash, with its algorithm and parameters in front (PHC string); prints {@code
 * ***}.
 */
public record PasswordHash(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
