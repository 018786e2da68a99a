package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.NotBuilt;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.util.List;

/** What of the model's API is not built yet: known, and answered by 501 and a sentence. */
public final class NotBuiltResource implements Resource {

  private record Gap(String sentence, List<String> routes) {}

  private static final List<Gap> GAPS =
      List.of(
          new Gap(
              "The catalogue of partners is not built.",
              List.of(
                  "GET /v1/framework",
                  "POST /v1/framework",
                  "GET /v1/framework/{id}",
                  "PATCH /v1/framework/{id}",
                  "DELETE /v1/framework/{id}",
                  "GET /v1/image",
                  "POST /v1/image",
                  "GET /v1/image/{id}",
                  "PATCH /v1/image/{id}",
                  "DELETE /v1/image/{id}",
                  "GET /v1/image/{id}/version",
                  "POST /v1/image/{id}/version",
                  "GET /v1/image/{id}/version/{tag}",
                  "PATCH /v1/image/{id}/version/{tag}",
                  "DELETE /v1/image/{id}/version/{tag}",
                  "POST /v1/image/{id}/version/{tag}/mirror")));

  @Override
  public void mount(Routes routes) {
    for (Gap gap : GAPS) {
      for (String route : gap.routes()) {
        int space = route.indexOf(' ');
        routes.add(
            route.substring(0, space),
            route.substring(space + 1),
            new Guard.SignedIn(),
            call -> {
              throw new Refused(new NotBuilt(gap.sentence()));
            });
      }
    }
  }
}
