package gatehouse.doors.api.ai;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Catalogue.Choice;
import gatehouse.core.workload.Catalogue.Version;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quotas;
import gatehouse.core.workload.WorkloadRuntime.Editor;
import gatehouse.core.workload.WorkloadRuntime.RuntimeImage;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.FlavorAnswer;
import gatehouse.doors.wire.ai.FlavorUnit;
import gatehouse.doors.wire.ai.GpuInformation;
import gatehouse.doors.wire.ai.OfferAnswer;
import gatehouse.doors.wire.ai.OlderEditorAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/capabilities}: what this machine offers. */
public final class CapabilitiesResource implements Resource {
  private static final String PATH = "/v1/capabilities";

  /** Where the model had them before; clients of that time ask there. */
  private static final String OLDER = "/v1/notebook/capabilities";

  private final Offer offer;
  private final Quotas quotas;

  public CapabilitiesResource(Offer offer, Quotas quotas) {
    this.offer = offer;
    this.quotas = quotas;
  }

  @Override
  public void mount(Routes routes) {
    mount(routes, PATH + "/flavor", "flavor", call -> flavors(), FlavorAnswer::id);
    mount(routes, PATH + "/notebook/editor", "editor", this::editors, OfferAnswer::id);
    mount(routes, PATH + "/notebook/framework", "framework", this::frameworks, OfferAnswer::id);
    mount(routes, OLDER + "/editor", "editor", this::olderEditors, OlderEditorAnswer::id);
    mount(routes, OLDER + "/framework", "framework", this::frameworks, OfferAnswer::id);
    // None are made here.
    mount(routes, PATH + "/preset", "preset", call -> List.<OfferAnswer>of(), OfferAnswer::id);
    var needs = new Needs(Permission.CAPABILITIES_READ);
    routes.add("GET", PATH + "/app/image", needs, call -> Reply.json(images()));
    routes.add("GET", PATH + "/job/image", needs, call -> Reply.json(images()));
    routes.add(
        "GET",
        PATH + "/quota",
        needs,
        call -> Reply.json(List.of(QuotaAnswers.of(offer, quotas.book(), call.project(), null))));
  }

  private static <T> void mount(
      Routes routes,
      String path,
      String noun,
      Function<Call, List<T>> all,
      Function<T, String> id) {
    var needs = new Needs(Permission.CAPABILITIES_READ);
    routes.add("GET", path, needs, call -> Reply.json(all.apply(call)));
    routes.add(
        "GET", path + "/{id}", needs, call -> Reply.json(one(call, noun, all.apply(call), id)));
  }

  private static <T> T one(Call call, String noun, List<T> all, Function<T, String> id) {
    String wanted = call.path("id", text -> text);
    return all.stream()
        .filter(each -> id.apply(each).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Refused(new NotFound(noun, wanted)));
  }

  private List<FlavorAnswer> flavors() {
    long workspace = offer.inventory().workspace();
    var all = new ArrayList<FlavorAnswer>();
    all.add(
        new FlavorAnswer(
            Offer.CPU_FLAVOR,
            "cpu",
            "One CPU of this machine, with its share of the memory",
            true,
            offer.inventory().cpus(),
            new FlavorUnit(1, offer.memoryPerCpu(), workspace == 0 ? null : workspace),
            null));
    for (Offer.GpuKind kind : offer.gpuKinds()) {
      all.add(
          new FlavorAnswer(
              kind.flavor(),
              "gpu",
              "One " + kind.one().model() + ", with its share of the CPUs and the memory",
              false,
              kind.max(),
              new FlavorUnit(kind.cpus(), kind.memory(), workspace == 0 ? null : workspace),
              new GpuInformation(kind.one().brand(), kind.one().model(), kind.one().memory())));
    }
    return all;
  }

  private List<OfferAnswer> editors(Call call) {
    return compatible(call).stream().map(CapabilitiesResource::answer).toList();
  }

  /** The editors that go with the framework that is named, or all. */
  private List<Editor> compatible(Call call) {
    Optional<String> framework = named(call, "compatibleWithFramework");
    List<Editor> all = offer.catalogue().editors(call.project());
    if (framework.isEmpty()) {
      return all;
    }
    List<String> of =
        offer.catalogue().frameworks(call.project()).stream()
            .filter(one -> one.id().equals(framework.get()))
            .flatMap(one -> one.editors().stream())
            .toList();
    return all.stream().filter(editor -> of.contains(editor.id())).toList();
  }

  private List<OfferAnswer> frameworks(Call call) {
    Optional<String> editor = named(call, "compatibleWithEditor");
    return offer.catalogue().frameworks(call.project()).stream()
        .filter(one -> editor.isEmpty() || one.editors().contains(editor.get()))
        .map(CapabilitiesResource::answer)
        .toList();
  }

  private List<OlderEditorAnswer> olderEditors(Call call) {
    List<Choice> frameworks = offer.catalogue().frameworks(call.project());
    return compatible(call).stream()
        .map(
            editor ->
                new OlderEditorAnswer(
                    editor.id(),
                    editor.name(),
                    editor.description(),
                    null,
                    null,
                    editor.version(),
                    editor.id().startsWith("jupyter") ? "/api" : "/",
                    frameworks.stream()
                        .filter(one -> !one.editors().contains(editor.id()))
                        .map(Choice::id)
                        .toList()))
        .toList();
  }

  private static Optional<String> named(Call call, String parameter) {
    return call.query(parameter).filter(text -> !text.isBlank());
  }

  private List<OfferAnswer> images() {
    return offer.images().stream().map(CapabilitiesResource::answer).toList();
  }

  private static OfferAnswer answer(Editor editor) {
    return new OfferAnswer(
        editor.id(), editor.name(), editor.description(), null, null, List.of(editor.version()));
  }

  private static OfferAnswer answer(Choice framework) {
    return new OfferAnswer(
        framework.id(),
        framework.name(),
        framework.description(),
        null,
        null,
        framework.versions().stream().map(Version::version).toList());
  }

  private static OfferAnswer answer(RuntimeImage image) {
    return new OfferAnswer(
        image.id(), image.name(), image.description(), null, null, List.of(image.version()));
  }
}
