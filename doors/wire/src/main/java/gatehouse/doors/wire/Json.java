package gatehouse.doors.wire;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The one JSON mapper. Dates are RFC 3339 texts; nothing is guessed: no duplicate members, nothing
 * behind the end, no number for a text or the reverse, at most 64 levels.
 */
public final class Json {
  private static final int DEEPEST = 64;
  private static final int LONGEST_TEXT = 16 << 20;

  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, Integer.class, long.class, Long.class);

  private static final JsonMapper LENIENT = mapper(false);
  private static final JsonMapper STRICT = mapper(true);

  private Json() {}

  /** Reads a record; members it does not know are left out. */
  public static <T> T read(String text, Class<T> type) {
    return read(LENIENT, text, type);
  }

  /** Reads a record; members it does not know are a fault. */
  public static <T> T readStrictly(String text, Class<T> type) {
    return read(STRICT, text, type);
  }

  /** The mapper behind {@link #read}, for trees and streams. */
  public static JsonMapper mapper() {
    return LENIENT;
  }

  /** A value as JSON, in UTF-8. */
  public static byte[] bytes(@Nullable Object value) {
    return LENIENT.writeValueAsBytes(value);
  }

  /** A value as JSON. */
  public static String text(@Nullable Object value) {
    return LENIENT.writeValueAsString(value);
  }

  private static <T> T read(JsonMapper mapper, String text, Class<T> type) {
    if (Surrogates.standAlone(text)) {
      throw new JsonFault("body", "Unicode text: half of a surrogate pair stands alone in it");
    }
    try {
      T value = mapper.readValue(text, type);
      if (value == null) {
        throw new JsonFault("body", "a JSON object, not null");
      }
      return value;
    } catch (DatabindException e) {
      if (ownRefusal(e) instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new JsonFault(path(e), rule(e));
    } catch (InputCoercionException e) {
      boolean whole = e.getTargetType() == int.class || e.getTargetType() == Integer.class;
      throw new JsonFault(
          path(e),
          "a number "
              + (whole ? "from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE : "that fits")
              + "; this one is too large ("
              + place(e)
              + ")");
    } catch (JacksonException e) {
      throw new JsonFault("body", "valid JSON: reading ended at " + place(e));
    }
  }

  /** What a record's own constructor threw is passed on as it is. */
  private static @Nullable Throwable ownRefusal(DatabindException e) {
    return e instanceof ValueInstantiationException ? e.getCause() : null;
  }

  private static String rule(DatabindException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "no such member; known are " + String.join(", ", names(unknown.getKnownPropertyIds()));
      case MismatchedInputException other when other.getTargetType() != null ->
          wanted(other.getTargetType()) + " (" + place(e) + ")";
      default -> "another type of value is expected here (" + place(e) + ")";
    };
  }

  /** What a member of a type is in JSON, for people. */
  private static String wanted(Class<?> type) {
    if (type == String.class) {
      return "a text in quotes";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false, without quotes";
    }
    if (WHOLE.contains(type)) {
      return "a whole number, without quotes";
    }
    if (type == double.class || Number.class.isAssignableFrom(type)) {
      return "a number, without quotes";
    }
    if (type == Instant.class) {
      return "a date and time such as 2027-01-31T18:00:00Z";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? "a list" : "an object";
  }

  private static List<String> names(@Nullable Collection<Object> ids) {
    return ids == null ? List.of("none") : ids.stream().map(Object::toString).sorted().toList();
  }

  private static String place(JacksonException e) {
    var at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? "an unknown place"
        : "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String path(JacksonException e) {
    var path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shortened(name));
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  private static String shortened(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }

  private static JsonMapper mapper(boolean strict) {
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    return JsonMapper.builder(factory)
        .withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();
  }
}
