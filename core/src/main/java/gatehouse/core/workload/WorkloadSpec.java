package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was asked for. */
public sealed interface WorkloadSpec permits NotebookSpec, JobSpec, AppSpec {

  /** The port that programs serve on unless they say otherwise. */
  int USUAL_PORT = 8080;

  /** The kind of workload this makes. */
  WorkloadKind kind();

  /** What people call it; not unique. */
  String name();

  /** The image it runs in. */
  String image();

  /** The program and its arguments; empty for a notebook. */
  List<String> command();

  /** The labels people gave it, in the order of their names; none begins with {@code ovh/}. */
  Map<String, String> labels();

  /** The environment given to it, in the order of names. */
  Map<String, String> environment();

  /** What it may use. */
  RunResources resources();

  /** The data it has; none lies in another's path. */
  List<Volume> volumes();

  /** Whether its owner opened its address to everybody. */
  boolean unsecureHttp();

  /** The port it serves on. */
  int httpPort();

  /** How it is reached besides that. */
  Reach reach();

  /** The same, reached otherwise. */
  WorkloadSpec withReach(Reach other);

  /** The same with other resources. */
  WorkloadSpec withResources(RunResources other);

  /** The same with other labels. */
  WorkloadSpec withLabels(Map<String, String> labels);

  /** A copy in the order of names. */
  static SortedMap<String, String> inOrder(Map<String, String> of) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(of));
  }
}
