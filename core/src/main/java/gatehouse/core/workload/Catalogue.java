package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.Editor;
import gatehouse.core.workload.WorkloadRuntime.RuntimeImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What notebooks of a project can be made of: this machine itself, the images that were put here,
 * and what an administrator has named; each with the editors that go with it.
 */
public final class Catalogue {
  /** The image that is this machine itself, and has no program of its own. */
  static final String HOST = "host";

  private final WorkloadRuntime runtime;
  private final FrameworkBook book;

  public Catalogue(WorkloadRuntime runtime, FrameworkBook book) {
    this.runtime = runtime;
    this.book = book;
  }

  /**
   * Something to compute with.
   *
   * @param versions never empty, the one that is meant where none is named first
   * @param editors the ids of those that go with it, the usual one first
   */
  public record Choice(
      String id, String name, String description, List<Version> versions, List<String> editors) {
    public Choice {
      versions = List.copyOf(versions);
      editors = List.copyOf(editors);
    }
  }

  /** A version, and the image it is. */
  public record Version(String version, String image) {}

  /** All that there is to compute with. */
  public List<Choice> frameworks(ProjectId project) {
    List<String> here = ids(runtime.editors());
    List<String> inImages = ids(runtime.imageEditors());
    var all = new ArrayList<Choice>();
    for (RuntimeImage image : runtime.images()) {
      all.add(
          new Choice(
              image.id(),
              image.name(),
              image.description(),
              List.of(new Version(image.version(), image.id())),
              image.id().equals(HOST) ? here : inImages));
    }
    all.addAll(named(project, inImages));
    return all;
  }

  private List<Choice> named(ProjectId project, List<String> any) {
    Map<String, List<Framework>> byId = new LinkedHashMap<>();
    book.list(project)
        .forEach(one -> byId.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(one));
    return byId.values().stream()
        .map(
            versions -> {
              Framework newest = versions.getFirst();
              return new Choice(
                  newest.id(),
                  newest.name(),
                  newest.description().isEmpty() ? newest.image() : newest.description(),
                  versions.stream().map(one -> new Version(one.version(), one.image())).toList(),
                  newest.editors().isEmpty() ? any : newest.editors());
            })
        .toList();
  }

  /** The editors that go with something; what an image has is known for sure when it is here. */
  public List<Editor> editors(ProjectId project) {
    List<Editor> here = runtime.editors();
    var all = new ArrayList<>(here);
    if (frameworks(project).stream().anyMatch(one -> !one.id().equals(HOST))) {
      runtime.imageEditors().stream()
          .filter(editor -> here.stream().noneMatch(one -> one.id().equals(editor.id())))
          .forEach(all::add);
    }
    return all;
  }

  /**
   * What a notebook is to compute with.
   *
   * @param id null or blank for the first there is
   * @throws Refused with {@link Invalid} naming what there is
   */
  Choice framework(ProjectId project, @Nullable String id) {
    List<Choice> all = frameworks(project);
    if (id == null || id.isBlank()) {
      return all.stream()
          .filter(one -> !one.editors().isEmpty())
          .findFirst()
          .or(() -> all.stream().findFirst())
          .orElseThrow(
              () ->
                  new Refused(
                      new Invalid("env.frameworkId", "installed first: there is none here")));
    }
    return all.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown("env.frameworkId", all.stream().map(Choice::id).toList(), id));
  }

  /** A version of it; null or blank for the usual. */
  static Version version(Choice of, @Nullable String version) {
    if (version == null || version.isBlank()) {
      return of.versions().getFirst();
    }
    return of.versions().stream()
        .filter(one -> one.version().equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "env.frameworkVersion",
                    of.versions().stream().map(Version::version).toList(),
                    version));
  }

  /** The editor that is meant; null or blank for the usual. */
  static String editor(Choice of, @Nullable String id) {
    if (of.editors().isEmpty()) {
      throw new Refused(
          new Invalid("env.editorId", "installed first: no notebook editor is installed here"));
    }
    if (id == null || id.isBlank()) {
      return of.editors().getFirst();
    }
    if (!of.editors().contains(id)) {
      throw unknown("env.editorId", of.editors(), id);
    }
    return id;
  }

  static Refused unknown(String field, List<String> known, String given) {
    String shown = given.length() <= 80 ? given : given.substring(0, 80) + "…";
    return new Refused(
        new Invalid(
            field, "one of " + String.join(", ", known) + " (" + shown + " is not known here)"));
  }

  private static List<String> ids(List<Editor> editors) {
    return editors.stream().map(Editor::id).toList();
  }
}
