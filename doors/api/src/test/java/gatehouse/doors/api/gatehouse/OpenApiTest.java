package gatehouse.doors.api.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.api.Doors;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Installation;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.Json;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  private final JsonNode document = Json.mapper().readTree(HealthResource.document());

  private static Routes routes() {
    var routes = new Routes();
    try (var installation = new Installation()) {
      Doors.own(installation).forEach(resource -> resource.mount(routes));
    }
    return routes;
  }

  @Test
  void routesAndDocumentAgreeBothWays() {
    var mounted = new TreeSet<String>();
    routes().http().forEach(route -> mounted.add(route.method() + " " + route.path()));
    var described = new TreeSet<String>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(described).isEqualTo(mounted).hasSizeGreaterThan(30);
  }

  @Test
  void whatIsOpenToAnybodyIsDescribedSo() {
    for (var route : routes().http()) {
      JsonNode operation =
          document.get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
      boolean open = route.guard() instanceof Guard.Open || route.guard() instanceof Guard.Always;
      assertThat(operation.has("security")).as(route.path()).isEqualTo(open);
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var references = Pattern.compile("#/components/schemas/(\\w+)").matcher(document.toString());
    int count = 0;
    while (references.find()) {
      count++;
      assertThat(document.get("components").get("schemas").has(references.group(1)))
          .as(references.group(1))
          .isTrue();
    }
    assertThat(count).isPositive();
  }
}
