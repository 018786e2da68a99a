package gatehouse.engines.runtimes.far;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.WorkloadId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one node asks another about a run: a byte for the kind, who is asked, the run, two numbers
 * and names. The answer begins with {@link #YES}, or with {@link #NO} and a sentence; it is {@link
 * #ANOTHER} alone where an address has become that of another node.
 *
 * @param position of {@link Kind#LOG}
 * @param number how many bytes of {@link Kind#LOG}, how many lines of {@link Kind#TAIL}; else 0
 * @param names of {@link Kind#COPY}: a backup, the workload that gets it, and what it is there
 */
record Question(Kind kind, RunId run, long position, int number, List<String> names) {
  private static final int MOST_NAMES = 3;

  static final int NO = 0;
  static final int YES = 1;

  /** Said by a node that is not the one that was meant, and then nothing more. */
  static final int ANOTHER = 2;

  /** More is not answered at once. */
  static final int MOST = 1 << 20;

  Question {
    names = List.copyOf(names);
  }

  /** One that needs no names. */
  static Question of(Kind kind, RunId run, long position, int number) {
    return new Question(kind, run, position, number, List.of());
  }

  /** What is asked. */
  enum Kind {
    /** Bytes to and from the dial socket, from here on. */
    OPEN('o'),
    /** Its own port, and how many headers that wants to see, with their names and values. */
    HEADERS('h'),
    /** A piece of its log: where that ends, whether no more can come, and the bytes. */
    LOG('l'),
    /** Where the last lines of its log begin. */
    TAIL('t'),
    /** A backup given to another workload too: nothing. */
    COPY('c');

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

  void write(String home, DataOutputStream out) throws IOException {
    out.writeByte(kind.code);
    out.writeUTF(home);
    out.writeUTF(run.workload().toString());
    out.writeInt(run.number());
    out.writeInt(run.replica());
    out.writeLong(position);
    out.writeInt(number);
    out.writeByte(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
    out.flush();
  }

  /** The rest of a question of which the first byte, and who is asked, were read. */
  static Question read(int first, DataInputStream in) throws IOException {
    Kind kind = Kind.of(first);
    try {
      WorkloadId workload = WorkloadId.of(in.readUTF());
      var run = new RunId(workload, in.readInt(), in.readInt());
      long position = Math.max(0, in.readLong());
      int number = Math.clamp(in.readInt(), 0, MOST);
      var names = new ArrayList<String>();
      for (int left = Math.min(in.read(), MOST_NAMES); left > 0; left--) {
        names.add(in.readUTF());
      }
      return new Question(kind, run, position, number, names);
    } catch (IllegalArgumentException e) {
      throw new IOException("a node asked about what is no run", e);
    }
  }
}
