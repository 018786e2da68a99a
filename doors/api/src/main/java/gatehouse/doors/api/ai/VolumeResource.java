package gatehouse.doors.api.ai;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.UserVolume;
import gatehouse.core.volume.UserVolumes;
import gatehouse.core.volume.VolumeSource;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.UserVolumeWish;
import gatehouse.doors.wire.ai.VolumeSourceBody;
import java.util.List;
import java.util.UUID;

/** {@code /v1/volume}: volumes that a project keeps apart from its workloads. */
public final class VolumeResource implements Resource {
  private static final String ALL = "/v1/volume";
  private static final String ONE = ALL + "/{id}";

  private final UserVolumes volumes;
  private final KnownVolumes known;

  public VolumeResource(UserVolumes volumes, KnownVolumes known) {
    this.volumes = volumes;
    this.known = known;
  }

  @Override
  public void mount(Routes routes) {
    var needs = new Needs(Permission.VOLUME_MANAGE);
    routes.add("GET", ALL, needs, this::list);
    routes.add("POST", ALL, needs, Models.saying400(this::create));
    routes.add("GET", ONE, needs, this::get);
    routes.add("DELETE", ONE, needs, this::delete);
  }

  private Reply list(Call call) {
    Paging paging = Paging.of(call);
    Paging.Moments moments = Paging.moments(call);
    List<UserVolume> all =
        volumes.list(Models.actor(call), call.project()).stream()
            .filter(one -> moments.include(one.updatedAt()))
            .toList();
    var items =
        (moments.newestFirst() ? all.reversed() : all)
            .stream().skip(paging.offset()).limit(paging.size()).map(DataAnswers::of).toList();
    return Reply.json(paging.answer(call, items, all.size()));
  }

  private Reply create(Call call) {
    UserVolumeWish wish = call.body(UserVolumeWish.class);
    VolumeSource source =
        known
            .reader(call)
            .source(
                new VolumeSourceBody(
                    wish.dataStore(),
                    wish.publicGit(),
                    wish.publicSwift(),
                    wish.privateSwift(),
                    wish.standalone()),
                "volume");
    return Reply.json(
        DataAnswers.of(volumes.create(Models.actor(call), call.project(), source, wish.cache())));
  }

  private Reply get(Call call) {
    return Reply.json(DataAnswers.of(volumes.get(Models.actor(call), call.project(), id(call))));
  }

  private Reply delete(Call call) {
    volumes.delete(Models.actor(call), call.project(), id(call));
    return Reply.noContent();
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
