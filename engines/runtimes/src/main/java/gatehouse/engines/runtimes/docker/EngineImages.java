package gatehouse.engines.runtimes.docker;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Images that the engine pulls, for one project each: what one may have by its account at a
 * registry another does not get because it lies there. So the registry is asked each time, unless
 * it answered the same project a moment ago.
 */
final class EngineImages {
  private static final Logger LOG = LoggerFactory.getLogger(EngineImages.class);
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int REMEMBERED = 1_000;

  private final EngineClient client;
  private final Pull pull;
  private final Consumer<String> reach;
  private final Executor executor;
  private final InstantSource clock;
  private final Map<Key, Errand> errands = new ConcurrentHashMap<>();
  private final Map<Key, EngineImage> here =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, EngineImage> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param reach throws {@code Refused} for registries that are not asked
   * @param executor runs tasks that wait for long
   */
  EngineImages(
      EngineClient client,
      Pull pull,
      Consumer<String> reach,
      Executor executor,
      InstantSource clock) {
    this.client = client;
    this.pull = pull;
    this.reach = reach;
    this.executor = executor;
    this.clock = clock;
  }

  private record Key(ProjectId project, String image) {}

  /** One image on its way for one project. */
  private final class Errand {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private volatile Preparation standing =
        new Preparation.Underway(Pull.CODE, "asking for the image");
    private volatile Instant at = clock.instant();

    void carryOut(Key key, ImageName image) {
      try {
        EngineImage found = bring(key.project(), image, this::become);
        synchronized (here) {
          here.put(key, found);
        }
        end(new Preparation.Ready());
      } catch (EngineFault e) {
        LOG.atInfo().addKeyValue("image", key.image()).setCause(e).log("an image was not brought");
        end(Pull.failure(image, e));
      } catch (Refused e) {
        String why =
            switch (e.refusal()) {
              case Refusal.Invalid(String field, String rule) -> field + " must be " + rule;
              case Refusal.Unavailable(String reason) -> reason;
              default -> "its registry is not to be asked";
            };
        end(
            new Preparation.Failed(
                Pull.UNAVAILABLE, "the image " + image.text() + " cannot be had: " + why));
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("image", key.image()).setCause(e).log("an image was not brought");
        end(new Preparation.Failed(Pull.REFUSED, "the image could not be pulled: " + e));
      }
    }

    private void end(Preparation last) {
      at = clock.instant();
      become(last);
    }

    private void become(Preparation next) {
      standing = next;
      for (Runnable told = waiting.poll(); told != null; told = waiting.poll()) {
        told.run();
      }
    }

    boolean isOver() {
      return !(standing instanceof Preparation.Underway);
    }
  }

  /** Begins to bring an image, or goes on; {@code changed} is told once of another answer. */
  Preparation prepare(ProjectId project, ImageName image, Runnable changed) {
    var key = new Key(project, image.text());
    Errand errand =
        errands.compute(
            key,
            (k, known) -> {
              boolean old =
                  known != null && known.isOver() && known.at.plus(FRESH).isBefore(clock.instant());
              if (known != null && !old) {
                return known;
              }
              var fresh = new Errand();
              executor.execute(() -> fresh.carryOut(k, image));
              return fresh;
            });
    errand.waiting.add(changed);
    Preparation standing = errand.standing;
    if (errand.isOver()) {
      errand.waiting.remove(changed);
      errands
          .values()
          .removeIf(one -> one.isOver() && one.at.plus(FRESH).isBefore(clock.instant()));
    }
    return standing;
  }

  /** The image as it was when {@link #prepare} last said that a project has it. */
  Optional<EngineImage> ready(ProjectId project, ImageName image) {
    synchronized (here) {
      return Optional.ofNullable(here.get(new Key(project, image.text())));
    }
  }

  /** The names of images that were put into the engine by hand: those without a registry. */
  List<String> kept() {
    var names = new ArrayList<String>();
    try {
      for (JsonNode image : client.get("/images/json")) {
        for (JsonNode tag : image.path("RepoTags")) {
          String name = tag.asString("").replaceFirst("^(localhost|docker[.]io/library)/", "");
          boolean ours = name.startsWith(HostImage.NAME + ":") || name.contains("<none>");
          if (!name.contains("/") && !ours) {
            names.add(ImageName.LOCAL + name);
          }
        }
      }
    } catch (EngineFault e) {
      LOG.debug("the engine's images are not known", e);
    }
    return names.stream().sorted().toList();
  }

  private EngineImage bring(ProjectId project, ImageName image, Consumer<Preparation> told)
      throws EngineFault {
    String name =
        switch (image) {
          case ImageName.Local local ->
              local.name() + ":" + (local.tag() == null ? ImageName.USUAL_TAG : local.tag());
          case ImageName.Remote remote -> {
            reach.accept(remote.registry());
            yield pull.pull(project, remote, told);
          }
        };
    return EngineImage.of(client.get("/images/" + EngineClient.part(name) + "/json"));
  }
}
