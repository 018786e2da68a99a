package gatehouse.core.identity;

/** The states of a user, in the model's words; {@code DISABLED} is what we call suspended. */
public enum UserStatus {
  CREATING,
  OK,
  UPDATING,
  DISABLED,
  DELETING,
  DELETED
}
