package gatehouse.doors.web;

import gatehouse.core.access.AddressRange;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Policy;
import gatehouse.core.storage.PolicyText;
import gatehouse.core.storage.Statement;
import gatehouse.core.storage.Statement.Condition;
import gatehouse.core.storage.Statement.Effect;
import gatehouse.doors.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Policies in the JSON of S3. What is wrong is told with its line and column. */
public final class PolicyJson implements PolicyText {
  private static final int MOST_STATEMENTS = 500;
  private static final int LONGEST_SID = 256;
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");

  @Override
  public Policy read(String text) {
    if (text.length() > Policy.LONGEST) {
      throw new Refused(new TooLarge("policy", Policy.LONGEST));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new Refused(new Invalid("policy", "text without halves of characters"));
    }
    try (JsonParser json = Json.mapper().createParser(text)) {
      Policy policy = new Reading(json).document();
      if (json.nextToken() != null) {
        throw fault(json, "nothing may follow the document");
      }
      return policy;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new Refused(
          new Invalid(
              "policy",
              "line "
                  + (at == null ? 1 : at.getLineNr())
                  + ", column "
                  + (at == null ? 1 : at.getColumnNr())
                  + ": this is not JSON"));
    }
  }

  @Override
  public String write(Policy policy) {
    var statements = new ArrayList<Map<String, Object>>();
    for (Statement each : policy.statements()) {
      var statement = new LinkedHashMap<String, Object>();
      statement.put("Sid", each.sid());
      statement.put("Effect", each.effect() == Effect.DENY ? "Deny" : "Allow");
      statement.put("Action", each.actions());
      statement.put("Resource", each.resources());
      if (!each.conditions().isEmpty()) {
        statement.put("Condition", conditions(each.conditions()));
      }
      statements.add(statement);
    }
    return Json.text(Map.of("Statement", statements));
  }

  private static Map<String, Object> conditions(List<Condition> conditions) {
    var written = new LinkedHashMap<String, Object>();
    for (Condition each : conditions) {
      written.put(
          each.inside() ? "IpAddress" : "NotIpAddress",
          Map.of("aws:SourceIp", each.ranges().stream().map(AddressRange::toString).toList()));
    }
    return written;
  }

  private static Refused fault(JsonParser json, String reason) {
    TokenStreamLocation at = json.currentTokenLocation();
    return new Refused(
        new Invalid(
            "policy", "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + reason));
  }

  /** One document being read, token by token, so that every fault has its place. */
  private static final class Reading {
    private final JsonParser json;

    Reading(JsonParser json) {
      this.json = json;
    }

    Policy document() {
      expect(JsonToken.START_OBJECT, json.nextToken(), "a policy is an object");
      List<Statement> statements = null;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        switch (json.currentName()) {
          case "Statement" -> statements = statements();
          case "Version" -> {
            if (!VERSIONS.contains(text("Version is a text"))) {
              throw fault(json, "Version is 2012-10-17, or left out");
            }
          }
          case "Id" -> text("Id is a text");
          default -> throw unknown("Version, Id, Statement");
        }
      }
      if (statements == null) {
        throw fault(json, "there must be a Statement");
      }
      return new Policy(statements);
    }

    private List<Statement> statements() {
      var statements = new ArrayList<Statement>();
      if (json.nextToken() == JsonToken.START_OBJECT) {
        statements.add(statement());
        return statements;
      }
      expect(JsonToken.START_ARRAY, json.currentToken(), "Statement is a list of objects");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(JsonToken.START_OBJECT, json.currentToken(), "a statement is an object");
        statements.add(statement());
        if (statements.size() > MOST_STATEMENTS) {
          throw fault(json, "at most " + MOST_STATEMENTS + " statements");
        }
      }
      return statements;
    }

    private Statement statement() {
      String sid = "";
      @Nullable Effect effect = null;
      List<String> actions = List.of();
      List<String> resources = List.of();
      List<Condition> conditions = List.of();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        switch (json.currentName()) {
          case "Sid" -> sid = sid();
          case "Effect" -> effect = effect();
          case "Action" -> actions = texts("Action", each -> Statement.meant(each));
          case "Resource" ->
              resources =
                  texts(
                      "Resource",
                      each ->
                          new Statement(
                              "", Effect.DENY, List.of("s3:*"), List.of(each), List.of()));
          case "Condition" -> conditions = conditions();
          default -> throw unknown("Sid, Effect, Action, Resource, Condition");
        }
      }
      if (effect == null || actions.isEmpty() || resources.isEmpty()) {
        throw fault(json, "a statement needs Effect, Action and Resource");
      }
      return new Statement(sid, effect, actions, resources, conditions);
    }

    private String sid() {
      String sid = text("Sid is a text");
      if (sid.length() > LONGEST_SID) {
        throw fault(json, "Sid has at most " + LONGEST_SID + " characters");
      }
      return sid;
    }

    private Effect effect() {
      return switch (text("Effect is a text")) {
        case "Allow" -> Effect.ALLOW;
        case "Deny" -> Effect.DENY;
        default -> throw fault(json, "Effect is Allow or Deny");
      };
    }

    private List<Condition> conditions() {
      var conditions = new ArrayList<Condition>();
      expect(JsonToken.START_OBJECT, json.nextToken(), "Condition is an object");
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean inside =
            switch (json.currentName()) {
              case "IpAddress" -> true;
              case "NotIpAddress" -> false;
              default -> throw unknown("IpAddress, NotIpAddress");
            };
        expect(JsonToken.START_OBJECT, json.nextToken(), "a condition is an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          if (!json.currentName().equalsIgnoreCase("aws:SourceIp")) {
            throw unknown("aws:SourceIp");
          }
          List<String> ranges = texts("aws:SourceIp", each -> AddressRange.of(each));
          conditions.add(new Condition(inside, ranges.stream().map(AddressRange::of).toList()));
        }
      }
      return conditions;
    }

    private interface Check {
      Object of(String text);
    }

    /** A text or a list of texts, each looked at where it stands. */
    private List<String> texts(String name, Check check) {
      var texts = new ArrayList<String>();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(checked(check));
        return texts;
      }
      expect(JsonToken.START_ARRAY, json.currentToken(), name + " is a text or a list of texts");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(JsonToken.VALUE_STRING, json.currentToken(), name + " is a list of texts");
        texts.add(checked(check));
      }
      if (texts.isEmpty()) {
        throw fault(json, name + " is empty");
      }
      return texts;
    }

    private String checked(Check check) {
      String text = json.getString();
      try {
        check.of(text);
        return text;
      } catch (Refused e) {
        throw e.refusal() instanceof Invalid(String field, String rule)
            ? fault(json, field + " must be " + rule)
            : e;
      }
    }

    private String text(String otherwise) {
      expect(JsonToken.VALUE_STRING, json.nextToken(), otherwise);
      return json.getString();
    }

    private Refused unknown(String known) {
      return fault(json, "there is no " + json.currentName() + " here; known are " + known);
    }

    private void expect(JsonToken expected, @Nullable JsonToken found, String otherwise) {
      if (found != expected) {
        throw fault(json, otherwise);
      }
    }
  }
}
