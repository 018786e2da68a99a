package gatehouse.doors.api.ai;

import gatehouse.core.access.Permission;
import gatehouse.core.identity.Secret;
import gatehouse.core.image.Registries;
import gatehouse.core.image.Registry;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.RegistryAnswer;
import gatehouse.doors.wire.ai.RegistryBody;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/registry}: the accounts a project has at registries. No password is ever told. */
public final class RegistryResource implements Resource {
  private static final String ALL = "/v1/registry";
  private static final String ONE = ALL + "/{id}";

  private final Registries registries;

  public RegistryResource(Registries registries) {
    this.registries = registries;
  }

  @Override
  public void mount(Routes routes) {
    var needs = new Needs(Permission.REGISTRY_MANAGE);
    routes.add("GET", ALL, needs, this::list);
    routes.add("POST", ALL, needs, this::add);
    routes.add("GET", ONE, needs, this::get);
    routes.add("PUT", ONE, needs, this::update);
    routes.add("DELETE", ONE, needs, this::delete);
  }

  private Reply list(Call call) {
    Paging paging = Paging.of(call);
    var all = registries.list(Models.actor(call), call.project());
    var items =
        all.stream()
            .skip(paging.offset())
            .limit(paging.size())
            .map(RegistryResource::answer)
            .toList();
    return Reply.json(paging.answer(call, items, all.size()));
  }

  private Reply add(Call call) {
    RegistryBody body = call.body(RegistryBody.class);
    return Reply.json(
        answer(
            registries.add(
                Models.actor(call),
                call.project(),
                required(body.url(), "url"),
                required(body.username(), "username"),
                new Secret(required(body.password(), "password")))));
  }

  private Reply get(Call call) {
    return Reply.json(answer(registries.get(Models.actor(call), call.project(), id(call))));
  }

  private Reply update(Call call) {
    RegistryBody body = call.body(RegistryBody.class);
    @Nullable String password = body.password();
    var _ =
        registries.update(
            Models.actor(call),
            call.project(),
            id(call),
            body.url(),
            body.username(),
            password == null ? null : new Secret(password));
    return Reply.noContent();
  }

  private Reply delete(Call call) {
    registries.delete(Models.actor(call), call.project(), id(call));
    return Reply.noContent();
  }

  private static RegistryAnswer answer(Registry registry) {
    return new RegistryAnswer(
        registry.id().toString(),
        registry.url(),
        registry.username(),
        registry.user(),
        registry.createdAt(),
        registry.updatedAt());
  }

  private static String required(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw new Refused(new Invalid(field, "there and not empty"));
    }
    return text;
  }

  private static UUID id(Call call) {
    return call.path(
        "id",
        text -> {
          try {
            return UUID.fromString(text);
          } catch (IllegalArgumentException e) {
            throw new Refused(new Invalid("id", "a UUID"));
          }
        });
  }
}
