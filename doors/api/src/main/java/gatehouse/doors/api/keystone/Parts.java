package gatehouse.doors.api.keystone;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads parts of a body, each of its own type or refused with its place. */
final class Parts {
  /** What Keystone takes of names and ids. */
  private static final int LONGEST = 255;

  private final String place;
  private final JsonNode node;

  private Parts(String place, JsonNode node) {
    this.place = place;
    this.node = node;
  }

  /** A whole body. */
  static Parts of(JsonNode body) {
    if (!body.isObject()) {
      throw new Refused(new Invalid("body", "a JSON object"));
    }
    return new Parts("", body);
  }

  /** A part that has to be there. */
  Parts need(String name) {
    return find(name).orElseThrow(() -> new Refused(new Invalid(at(name), "required")));
  }

  /** A part that is an object; null counts as left out. */
  Optional<Parts> find(String name) {
    return member(name)
        .map(
            found -> {
              if (!found.isObject()) {
                throw new Refused(new Invalid(at(name), "a JSON object"));
              }
              return new Parts(at(name), found);
            });
  }

  /** A text of at most 255 characters, none of them a control character. */
  Optional<String> text(String name) {
    return member(name)
        .map(
            found -> {
              if (!found.isString()
                  || found.asString().length() > LONGEST
                  || found.asString().chars().anyMatch(Character::isISOControl)) {
                throw new Refused(
                    new Invalid(
                        at(name),
                        "a text of at most "
                            + LONGEST
                            + " characters, without control characters"));
              }
              return found.asString();
            });
  }

  /** A text of any length, whatever is in it. */
  String secret(String name) {
    JsonNode found = member(name).orElseThrow(() -> new Refused(new Invalid(at(name), "required")));
    if (!found.isString()) {
      throw new Refused(new Invalid(at(name), "a text"));
    }
    return found.asString();
  }

  /** What is there, whatever it is; null counts as left out. */
  Optional<JsonNode> member(String name) {
    return Optional.ofNullable(node.get(name)).filter(found -> !found.isNull());
  }

  /** How many parts there are. */
  int size() {
    return node.size();
  }

  String at(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
