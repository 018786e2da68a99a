package gatehouse.engines.postgres;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.volume.VolumeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How values of ours stand in columns. */
final class Columns {
  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(VolumeSource.class, SourceByKind.class).build();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  private Columns() {}

  /** The kinds of source, by the names they have in the database. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = VolumeSource.Bucket.class, name = "bucket"),
    @JsonSubTypes.Type(value = VolumeSource.Git.class, name = "git"),
    @JsonSubTypes.Type(value = VolumeSource.PublicContainer.class, name = "container"),
    @JsonSubTypes.Type(value = VolumeSource.Repository.class, name = "repository"),
    @JsonSubTypes.Type(value = VolumeSource.Standalone.class, name = "standalone")
  })
  private interface SourceByKind {}

  /** A moment as PostgreSQL keeps it: cut to the microsecond, not rounded. */
  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** The same, or null. */
  static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  /** A moment that is never null. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A moment, or null. */
  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A fingerprint of 32 bytes. */
  static Fingerprint fingerprint(ResultSet row, String column) throws SQLException {
    return Fingerprint.of(row.getBytes(column));
  }

  /** A JSON object of texts. */
  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** A value as JSON of the type it is read back as. */
  static <T> String json(T value, TypeReference<T> as) {
    return JSON.writerFor(as).writeValueAsString(value);
  }

  /** A JSON array of what values are in words. */
  static String jsonOfWords(Collection<?> values) {
    return json(values.stream().map(Object::toString).toList());
  }

  /** Reads a JSON object of texts, names in order. */
  static Map<String, String> texts(String json) {
    return JSON.readValue(json, TEXTS);
  }

  /** Reads any JSON. */
  static <T> T read(String json, TypeReference<T> type) {
    return JSON.readValue(json, type);
  }

  /** The names of enum constants, for {@code = ANY(:names)}. */
  static String[] names(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Enum::name).toArray(String[]::new);
  }

  /** Text as a pattern of {@code LIKE} that matches nothing but itself. */
  static String literal(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /**
   * Text that PostgreSQL can keep: without null characters and halves of characters. For lines that
   * must be written whatever somebody sent.
   */
  static String storable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
