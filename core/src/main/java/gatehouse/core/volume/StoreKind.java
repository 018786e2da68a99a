package gatehouse.core.volume;

/** What a data store is, and how one signs in there. */
public enum StoreKind {
  /** Buckets, by a key pair. */
  S3,
  /** Git repositories over HTTP, by a name and password. */
  GIT_PASSWORD,
  /** Git repositories over SSH, by a key pair. */
  GIT_KEY;

  /** Whether repositories are there. */
  public boolean isGit() {
    return this != S3;
  }
}
