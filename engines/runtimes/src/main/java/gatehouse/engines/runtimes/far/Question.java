package gatehouse.engines.runtimes.far;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.WorkloadId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What one node asks another about a run: a byte for the kind, the run, and two numbers. The answer
 * begins with {@link #YES}, or with {@link #NO} and a sentence.
 *
 * @param position of {@link Kind#LOG}
 * @param number how many bytes of {@link Kind#LOG}, how many lines of {@link Kind#TAIL}; else 0
 */
record Question(Kind kind, RunId run, long position, int number) {
  static final int NO = 0;
  static final int YES = 1;

  /** More is not answered at once. */
  static final int MOST = 1 << 20;

  /** What is asked. */
  enum Kind {
    /** Bytes to and from the dial socket, from here on. */
    OPEN('o'),
    /** Its own port, and how many headers that wants to see, with their names and values. */
    HEADERS('h'),
    /** A piece of its log: where that ends, whether no more can come, and the bytes. */
    LOG('l'),
    /** Where the last lines of its log begin. */
    TAIL('t');

    private final int code;

    Kind(char code) {
      this.code = code;
    }

    static Kind of(int code) throws IOException {
      for (Kind each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new IOException("a node asked what is no question: " + code);
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(kind.code);
    out.writeUTF(run.workload().toString());
    out.writeInt(run.number());
    out.writeInt(run.replica());
    out.writeLong(position);
    out.writeInt(number);
    out.flush();
  }

  /** The rest of a question of which the first byte was read. */
  static Question read(int first, DataInputStream in) throws IOException {
    Kind kind = Kind.of(first);
    try {
      WorkloadId workload = WorkloadId.of(in.readUTF());
      var run = new RunId(workload, in.readInt(), in.readInt());
      return new Question(kind, run, Math.max(0, in.readLong()), Math.clamp(in.readInt(), 0, MOST));
    } catch (IllegalArgumentException e) {
      throw new IOException("a node asked about what is no run", e);
    }
  }
}
