package gatehouse.core.workload;

import java.nio.file.Path;

/**
 * Where the data of a volume lies.
 *
 * @param data what the workload sees; it may write there at any time, where the volume may be
 *     written
 * @param aside a folder of the same file system that no workload sees, for what is half made
 * @param record a file that no workload sees, for what was alike when
 * @param owner the user id that shall own what is put there, or -1 for the server's own
 */
public record VolumeFolder(Path data, Path aside, Path record, int owner) {}
