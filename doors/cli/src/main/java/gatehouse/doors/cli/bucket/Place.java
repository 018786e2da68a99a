package gatehouse.doors.cli.bucket;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A bucket of a store, written {@code bucket@store}; the store is LOCAL where none is named. */
record Place(String bucket, String store) {
  static final String LOCAL = "LOCAL";

  static Place of(String text) {
    int at = text.indexOf('@');
    String bucket = at < 0 ? text : text.substring(0, at);
    String store = at < 0 ? LOCAL : text.substring(at + 1);
    if (bucket.isEmpty() || store.isEmpty() || store.indexOf('/') >= 0) {
      throw new TypeConversionException(
          "\"" + text + "\" is not a bucket: write bucket@store, or the bucket alone");
    }
    return new Place(bucket, store);
  }

  @Override
  public String toString() {
    return bucket + "@" + store;
  }

  static final class Reader implements ITypeConverter<Place> {
    @Override
    public Place convert(String text) {
      return of(text);
    }
  }
}
