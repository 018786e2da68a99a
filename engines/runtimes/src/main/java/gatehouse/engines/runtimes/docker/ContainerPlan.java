package gatehouse.engines.runtimes.docker;

import gatehouse.engines.runtimes.agent.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container before it is made, as a run's folder keeps it.
 *
 * @param image the engine's own id of it
 * @param user who runs inside, {@code uid:gid}
 */
record ContainerPlan(
    String image,
    String user,
    String workdir,
    Map<String, String> environment,
    List<Mount> mounts) {
  private static final String IMAGE = "image";
  private static final String USER = "user";
  private static final String WORKDIR = "workdir";
  private static final String VARIABLE = "variable";
  private static final String BIND = "bind";
  private static final String READ_ONLY = "ro-bind";

  /** As items of a run's folder. */
  List<String> items() {
    var items = new ArrayList<String>();
    items.addAll(List.of(IMAGE, image, USER, user, WORKDIR, workdir));
    environment.forEach((name, value) -> items.addAll(List.of(VARIABLE, name, value)));
    for (Mount mount : mounts) {
      items.add(mount.readOnly() ? READ_ONLY : BIND);
      items.addAll(List.of(mount.from().toString(), mount.to()));
    }
    return items;
  }

  /** Read again from {@link #items}. */
  static ContainerPlan of(List<String> items) {
    String image = "";
    String user = "";
    String workdir = "";
    var environment = new LinkedHashMap<String, String>();
    var mounts = new ArrayList<Mount>();
    for (Iterator<String> item = items.iterator(); item.hasNext(); ) {
      String what = item.next();
      String value = item.next();
      switch (what) {
        case IMAGE -> image = value;
        case USER -> user = value;
        case WORKDIR -> workdir = value;
        case VARIABLE -> environment.put(value, item.next());
        case BIND -> mounts.add(new Mount(Path.of(value), item.next(), false));
        case READ_ONLY -> mounts.add(new Mount(Path.of(value), item.next(), true));
        default -> throw new IllegalArgumentException("not of a container: " + what);
      }
    }
    return new ContainerPlan(image, user, workdir, environment, mounts);
  }
}
