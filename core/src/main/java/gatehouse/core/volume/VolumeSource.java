package gatehouse.core.volume;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import java.util.Objects;
import java.util.regex.Pattern;

/** Where the data of a volume comes from. */
public sealed interface VolumeSource {

  /** As people write it: {@code bucket@store/prefix}. */
  String inWords();

  /**
   * A bucket, or what of it lies in one folder.
   *
   * @param store the alias of a data store
   * @param prefix the folder, ending in a slash; empty for all of the bucket
   * @param archive the name of the tar file in it that holds the data; empty where each file is an
   *     object
   */
  record Bucket(String store, BucketName bucket, String prefix, String archive)
      implements VolumeSource {
    /** The alias of the project's own buckets in this installation. */
    public static final String OWN_STORE = "LOCAL";

    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final int LONGEST_PREFIX = 900;
    private static final Pattern ARCHIVE = Pattern.compile("(?s).*[.](tar|tar[.]gz|tgz)");

    /** One in which each file is an object. */
    public Bucket(String store, BucketName bucket, String prefix) {
      this(store, bucket, prefix, "");
    }

    public Bucket {
      if (!ALIAS.matcher(store).matches()) {
        throw new Refused(new Invalid("volumes.dataStore.alias", "1 to 63 of A-Z a-z 0-9 _ . -"));
      }
      while (prefix.startsWith("/")) {
        prefix = prefix.substring(1);
      }
      if (!prefix.isEmpty() && !prefix.endsWith("/")) {
        prefix = prefix + "/";
      }
      if ((!prefix.isEmpty() && !KeyPath.isPath(prefix)) || prefix.length() > LONGEST_PREFIX) {
        throw new Refused(
            new Invalid("volumes.dataStore.prefix", "a folder in the bucket, without . and .."));
      }
      archive = Objects.requireNonNullElse(archive, ""); // What was kept before there were any.
      if (!archive.isEmpty() && (!ARCHIVE.matcher(archive).matches() || !KeyPath.isPath(archive))) {
        throw new Refused(
            new Invalid("volumes.dataStore.archive", "a name that ends in .tar, .tar.gz or .tgz"));
      }
    }

    @Override
    public String inWords() {
      String below = prefix + archive;
      return bucket + "@" + store + (below.isEmpty() ? "" : "/" + below);
    }
  }

  /** A Swift container that everybody may list and read, by its URL. */
  record PublicContainer(String url) implements VolumeSource {
    public PublicContainer {
      while (url.endsWith("/")) {
        url = url.substring(0, url.length() - 1);
      }
      if (!Addresses.isPlain(url) || Addresses.path(url).isEmpty()) {
        throw new Refused(
            new Invalid(
                "volumes.publicSwift.url",
                "an http or https URL of a container, with no name or password in it"));
      }
    }

    @Override
    public String inWords() {
      return url;
    }
  }

  /** A git repository that everybody may read. */
  record Git(String url) implements VolumeSource {
    public Git {
      if (!Addresses.isPlain(url) || !Addresses.path(url).endsWith(".git")) {
        throw new Refused(
            new Invalid(
                "volumes.publicGit.url",
                "an http or https URL that ends in .git, with no name or password in it"));
      }
    }

    @Override
    public String inWords() {
      return url;
    }
  }

  /**
   * A git repository in a data store, which keeps what opens it.
   *
   * @param store the alias of the data store
   * @param path below its address, ending in {@code .git}
   */
  record Repository(String store, String path) implements VolumeSource {
    private static final Pattern PATH =
        Pattern.compile("[A-Za-z0-9_~][A-Za-z0-9_.~-]*(/[A-Za-z0-9_~][A-Za-z0-9_.~-]*)*");

    public Repository {
      if (!PATH.matcher(path).matches() || !path.endsWith(".git") || path.length() > 500) {
        throw new Refused(
            new Invalid(
                "volumes.dataStore.container",
                "a repository's path that ends in .git: team/x.git"));
      }
    }

    @Override
    public String inWords() {
      return path + "@" + store;
    }
  }

  /** An empty folder that outlives a run and goes with its workload. */
  record Standalone() implements VolumeSource {
    @Override
    public String inWords() {
      return "standalone";
    }
  }
}
