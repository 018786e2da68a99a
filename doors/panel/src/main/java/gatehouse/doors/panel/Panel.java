package gatehouse.doors.panel;

import gatehouse.core.access.Caller.Nobody;
import gatehouse.doors.panel.BuiltFiles.BuiltFile;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Hands out the panel: one page for every place in it, and the files that page asks for, which are
 * named after their content and kept by browsers for a year.
 */
public final class Panel implements Resource {
  /** Every place that has a page; {@code routes.tsx} says which one. */
  static final List<String> PLACES =
      List.of(
          "/",
          "/notebooks",
          "/notebooks/new",
          "/notebooks/{id}",
          "/notebooks/{id}/{tab}",
          "/jobs",
          "/jobs/new",
          "/jobs/{id}",
          "/jobs/{id}/{tab}",
          "/apps",
          "/apps/new",
          "/apps/{id}",
          "/apps/{id}/{tab}",
          "/registries",
          "/data",
          "/data/{bucket}",
          "/access/users",
          "/access/users/{id}",
          "/access/users/{id}/{tab}",
          "/access/roles",
          "/access/tokens",
          "/access/s3",
          "/access/sessions",
          "/activity",
          "/nodes",
          "/settings",
          "/me");

  private static final String FILES = "/panel/";
  private static final String INDEX = "index.html";

  private final BuiltFiles files;

  private Panel(BuiltFiles files) {
    this.files = files;
  }

  /** The panel that the build left in the jar. */
  public static Panel inJar() {
    return new Panel(BuiltFiles.beside(Panel.class, "built"));
  }

  /** Whether there is one: a jar that was built without Node has none. */
  public boolean isBuilt() {
    return files.find(INDEX).isPresent();
  }

  @Override
  public void mount(Routes routes) {
    BuiltFile index = files.find(INDEX).orElse(null);
    if (index == null) {
      return;
    }
    for (String place : PLACES) {
      routes.add("GET", place, new Guard.Open(), call -> page(call, index));
    }
    files
        .all()
        .forEach(
            (name, file) -> {
              if (!name.equals(INDEX)) {
                routes.add("GET", FILES + name, new Guard.Always(), call -> kept(call, file));
              }
            });
  }

  private static Reply page(Call call, BuiltFile index) {
    if (call.callerIfAny() instanceof Nobody) {
      String here = call.rawPath();
      return Reply.redirect(
          here.equals("/")
              ? "/sign-in"
              : "/sign-in?to=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
    }
    return sent(call, index).header("Cache-Control", "no-cache");
  }

  private static Reply kept(Call call, BuiltFile file) {
    return sent(call, file).header("Cache-Control", "public, max-age=31536000, immutable");
  }

  private static Reply sent(Call call, BuiltFile file) {
    return file.reply(call.header("Accept-Encoding").orElse("").contains("gzip"));
  }
}
