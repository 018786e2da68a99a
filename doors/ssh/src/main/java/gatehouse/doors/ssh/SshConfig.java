package gatehouse.doors.ssh;

/**
 * Where the door is.
 *
 * @param port 0 for any that is free
 */
public record SshConfig(String bind, int port, HostKey key) {}
