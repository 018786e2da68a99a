package gatehouse.core.identity;

/** Something that must not be written anywhere: prints {@code ***}. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
