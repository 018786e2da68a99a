package gatehouse.engines.runtimes.agent;

import java.nio.file.Path;

/** A folder of this machine under a path inside. */
public record Mount(Path from, String to, boolean readOnly) {}
