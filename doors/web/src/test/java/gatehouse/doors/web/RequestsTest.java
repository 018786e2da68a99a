package gatehouse.doors.web;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {
  private final Installation installation = new Installation();
  private HttpSession http;

  record Wish(String name, int count, List<String> roles) {}

  @BeforeEach
  void start() {
    installation.serving(
        routes -> {
          var open = new Guard.Open();
          routes.add("POST", "/lenient", open, call -> Reply.json(call.body(Wish.class)));
          routes.add("POST", "/strict", open, call -> Reply.json(call.strictBody(Wish.class)));
          routes.add("GET", "/nothing", open, call -> Reply.nothing());
          routes.add("DELETE", "/nothing", open, call -> Reply.noContent());
          routes.add("GET", "/text/{name}", open, call -> Reply.text(call.path("name", s -> s)));
          routes.add(
              "GET",
              "/page",
              open,
              call -> Reply.json(Map.of("page", call.queryInt("page", 0, 0, 100))));
          routes.add("GET", "/query", open, call -> Reply.text(call.query("q").orElse("-")));
          routes.add(
              "GET",
              "/broken",
              open,
              call -> {
                throw new IllegalStateException("the secret is ght_hush");
              });
          for (Refusal refusal : refusals()) {
            routes.add(
                "GET",
                "/refuse/" + refusal.getClass().getSimpleName(),
                open,
                call -> {
                  throw new Refused(refusal);
                });
          }
        });
    http = installation.http();
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  static List<Refusal> refusals() {
    return List.of(
        new Refusal.Invalid("name", "a name"),
        new Refusal.Unauthenticated("Sign in."),
        new Refusal.Forbidden("job_stop", "You may not."),
        new Refusal.NotFound("user", "42"),
        new Refusal.Conflict("Taken."),
        new Refusal.OverQuota("Too much."),
        new Refusal.TooLarge("the body", 10),
        new Refusal.Unsupported("Not so."),
        new Refusal.TooMany("tries", Duration.ofMillis(2500)),
        new Refusal.Unavailable("Not now."),
        new Refusal.NotBuilt("Not built."));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void everyRefusalIsAnObjectOfTexts(Refusal refusal) {
    var answer = http.get("/refuse/" + refusal.getClass().getSimpleName());

    int expected =
        switch (refusal) {
          case Refusal.Invalid r -> 400;
          case Refusal.Unauthenticated r -> 401;
          case Refusal.Forbidden r -> 403;
          case Refusal.NotFound r -> 404;
          case Refusal.Conflict r -> 409;
          case Refusal.OverQuota r -> 402;
          case Refusal.TooLarge r -> 413;
          case Refusal.Unsupported r -> 415;
          case Refusal.TooMany r -> 429;
          case Refusal.Unavailable r -> 503;
          case Refusal.NotBuilt r -> 501;
        };
    assertThat(answer.status()).isEqualTo(expected);
    assertThat(answer.json().isObject()).isTrue();
    answer.json().forEach(value -> assertThat(value.isString()).isTrue());
    for (String member : List.of("message", "class", "errorCode", "httpCode")) {
      assertThat(answer.json().has(member)).as(member).isTrue();
    }
    assertThat(answer.json().get("httpCode").asString()).startsWith(expected + " ");
    assertThat(answer.header("X-OVH-QUERYID")).startsWith("EU.ext-");
  }

  @Test
  void aCompressedBodyIsRefusedWithTheCure() {
    var answer = http.with("Content-Encoding", "gzip").post("/lenient", "{}");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.json().get("message").asString()).contains("without Content-Encoding");
    assertThat(http.with("Content-Encoding", "identity").post("/lenient", "{\"count\":1}").status())
        .isEqualTo(200);
  }

  @Test
  void aNumberThatIsTooLargeIsToldItsRange() {
    for (String path : List.of("/lenient", "/strict")) {
      var answer = http.post(path, "{\"count\":2147483648}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("message").asString())
          .startsWith("count: ")
          .contains("to 2147483647");
    }
  }

  @Test
  void halfOfASurrogatePairIsNoText() {
    for (String half : List.of("\\ud800", "a\\uDBFFb", "\\udc00", "\\ud800\\n", "\\ud83d\\ud83d")) {
      var answer = http.post("/lenient", "{\"count\":1,\"name\":\"" + half + "\"}");
      assertThat(answer.status()).as(half).isEqualTo(400);
      assertThat(answer.json().get("message").asString()).contains("surrogate");
    }
    for (String whole : List.of("\\ud83d\\ude00", "\\\\ud800", "\\u00e9\\n", "😀")) {
      assertThat(http.post("/lenient", "{\"count\":1,\"name\":\"" + whole + "\"}").status())
          .as(whole)
          .isEqualTo(200);
    }
  }

  @Test
  void whatTakesTimeSaysHowLong() {
    assertThat(http.get("/refuse/TooMany").header("Retry-After")).isEqualTo("3");
  }

  @Test
  void everyAnswerCarriesTheSafetyHeaders() {
    for (String path : List.of("/nothing", "/no/such/route", "/refuse/Conflict", "/broken")) {
      var answer = http.get(path);
      assertThat(answer.header("Content-Security-Policy"))
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("X-OVH-QUERYID")).isNotEmpty();
      assertThat(answer.header("Server")).isEmpty();
    }
  }

  @Test
  void noTwoRequestsShareAnId() {
    assertThat(http.get("/nothing").header("X-OVH-QUERYID"))
        .isNotEqualTo(http.get("/nothing").header("X-OVH-QUERYID"));
  }

  @Test
  void nothingIsTheTextNull() {
    var answer = http.get("/nothing");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("null");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(http.delete("/nothing").status()).isEqualTo(204);
    assertThat(http.delete("/nothing").body()).isEmpty();
  }

  @Test
  void aTrailingSlashIsTaken() {
    assertThat(http.get("/nothing/").status()).isEqualTo(200);
    assertThat(http.get("/text/x/").body()).isEqualTo("x");
  }

  @Test
  void anUnknownRouteSaysSoInTheModelsWords() {
    var answer = http.get("/no/such");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().get("message").asString()).isEqualTo("Got an invalid (or empty) URL");
  }

  @Test
  void aWrongMethodIsTold() {
    assertThat(http.delete("/lenient").status()).isEqualTo(405);
    assertThat(http.send("BREW", "/lenient", null).status()).isIn(404, 405);
  }

  @Test
  void headIsAnsweredAsGetWithoutItsBody() {
    var answer = http.send("HEAD", "/nothing", null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void unknownMembersAreLeftOutOrRefused() {
    String json = "{\"name\":\"a\",\"count\":1,\"roles\":[],\"more\":true}";

    assertThat(http.post("/lenient", json).status()).isEqualTo(200);
    var strict = http.post("/strict", json);
    assertThat(strict.status()).isEqualTo(400);
    assertThat(strict.json().get("message").asString()).contains("more").contains("count");
  }

  @Test
  void jsonCutInHalfSaysWhere() {
    var answer = http.post("/lenient", "{\"name\": \"hush-hush");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("message").asString())
        .contains("line 1, column")
        .doesNotContain("hush");
  }

  @ParameterizedTest
  @MethodSource("badJson")
  void badJsonIsRefused(String json) {
    assertThat(http.post("/strict", json).status()).isEqualTo(400);
  }

  static List<String> badJson() {
    return List.of(
        "",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{\"count\":\"seven\"}",
        "{\"count\":1.5}",
        "{\"count\":99999999999999999999}",
        "{\"name\":{}}",
        "{\"roles\":\"one\"}",
        "{\"count\":1,\"count\":2}",
        "{\"count\":1} {}",
        "{\"name\":\"\u0000\"}",
        "{\"roles\":" + "[".repeat(2000) + "]".repeat(2000) + "}",
        "{'count':1}",
        "{\"count\":NaN}");
  }

  @Test
  void aFaultInsideAListIsNamedByItsPlace() {
    var answer = http.post("/strict", "{\"count\":1,\"roles\":[\"a\",{}]}");

    assertThat(answer.json().get("message").asString()).startsWith("roles[1]");
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] body = "{\"name\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);

    var answer = http.send("POST", "/lenient", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("message").asString()).contains("UTF-8");
    assertThat(http.get("/query?q=%ff").status()).isEqualTo(400);
    assertThat(http.get("/query?q=%C3%A9").body()).isEqualTo("é");
  }

  @Test
  void aBodyPastTheLimitIsRefusedWhetherAnnouncedOrNot() {
    byte[] body = new byte[100_000];

    assertThat(http.send("POST", "/lenient", body).status()).isEqualTo(413);
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    String chunked =
        "POST /lenient HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding:"
            + " chunked\r\n\r\n"
            + chunk.repeat(4)
            + "0\r\n\r\n";
    assertThat(http.raw(chunked)).startsWith("HTTP/1.1 413");
  }

  @Test
  void aBodyThatEndsInItsMiddleIsRefused() {
    String half =
        "POST /lenient HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 50\r\n\r\n{\"na";

    assertThat(http.raw(half)).startsWith("HTTP/1.1 400");
  }

  @Test
  void headersPastTheLimitAreRefusedInJson() {
    var answer = http.with("X-Long", "x".repeat(20_000)).get("/nothing");

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.json().get("class").asString()).isEqualTo("Client::BadRequest");
    assertThat(answer.header("X-OVH-QUERYID")).isNotEmpty();
  }

  @Test
  void whatIsNoHttpIsRefusedInJson() {
    assertThat(http.raw("GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("\"message\"");
    assertThat(http.raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aNumberOutOfRangeIsNamed() {
    for (String page : List.of("-1", "x", "101", "1e1")) {
      var answer = http.get("/page?page=" + page);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("message").asString()).startsWith("page: ");
    }
    assertThat(http.get("/page?page=7").json().get("page").asInt()).isEqualTo(7);
    assertThat(http.get("/page").json().get("page").asInt()).isZero();
  }

  @Test
  void aFaultOfOursTellsNothingButItsId() {
    var answer = http.get("/broken");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("hush").contains("Internal server error");
  }
}
