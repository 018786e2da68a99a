package gatehouse.doors.ssh;

import gatehouse.core.access.LiveConnection;
import gatehouse.core.administration.Actor;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.KeyOwners.Holder;
import gatehouse.core.workload.Workload;
import gatehouse.doors.web.LeaseGate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** What guests may start: a shell, a command that a shell reads, and OpenSSH's server of files. */
final class Programs {
  private static final String FILES = "sftp";

  /** As OpenSSH does: the best shell there is, which reads what was typed. */
  private static final String SHELL =
      "export TERM=\"$1\"; unset SSH_COMMAND; for s in /bin/bash /usr/bin/bash /bin/sh; do"
          + " [ -x $s ] && SHELL=$s && export SHELL && exec $s -l; done; exec sh";

  private static final String COMMAND =
      "export TERM=\"$1\"; for s in /bin/bash /usr/bin/bash /bin/sh; do"
          + " [ -x $s ] && SHELL=$s && export SHELL && exec $s -c \"$2\"; done; exec sh -c \"$2\"";

  private static final String SFTP_SERVER =
      "for s in /usr/lib/openssh/sftp-server /usr/libexec/openssh/sftp-server"
          + " /usr/lib/ssh/sftp-server /usr/libexec/sftp-server; do [ -x $s ] && exec $s; done;"
          + " echo 'There is no sftp-server (openssh-sftp-server) in this image.' >&2; exit 127";

  private final Guests guests;
  private final Commands commands;
  private final LeaseGate gate;
  private final Executor threads;

  Programs(Guests guests, Commands commands, LeaseGate gate, Executor threads) {
    this.guests = guests;
    this.commands = commands;
    this.gate = gate;
    this.threads = threads;
  }

  /** A program inside, once it is known whether it gets a terminal. */
  interface Program {
    List<String> line(String terminal);
  }

  Command shell(ChannelSession channel) {
    return inside(channel, terminal -> List.of("sh", "-c", SHELL, "sh", terminal));
  }

  Command command(ChannelSession channel, String typed) {
    return inside(channel, terminal -> List.of("sh", "-c", COMMAND, "sh", terminal, typed));
  }

  SubsystemFactory files() {
    return new SubsystemFactory() {
      @Override
      public String getName() {
        return FILES;
      }

      @Override
      public Command createSubsystem(ChannelSession channel) {
        return inside(channel, terminal -> List.of("sh", "-c", SFTP_SERVER));
      }
    };
  }

  private Command inside(ChannelSession channel, Program program) {
    return new InsideCommand(new Passage(channel), program, threads);
  }

  /** What one channel may do: each command is decided anew, and each piece asks whether it may. */
  final class Passage {
    private final ChannelSession channel;

    private Passage(ChannelSession channel) {
      this.channel = channel;
    }

    BesideCommand start(CommandWish wish) {
      LiveConnection standing = guests.standing(channel.getSession()).orElseThrow(Passage::over);
      Holder holder = guests.holder(channel.getSession()).orElseThrow(Passage::over);
      String address = Guests.address(channel.getSession().getIoSession().getRemoteAddress());
      var actor = new Actor(standing.caller(), address);
      Workload workload = commands.require(actor, holder.workload().kind(), holder.workload().id());
      return commands.start(actor, workload, wish);
    }

    /** Passes while the right stands and this node knows it. */
    void await() throws IOException {
      gate.await();
      if (guests.standing(channel.getSession()).isEmpty()) {
        throw new IOException("the right this session stood on has ended");
      }
    }

    private static Refused over() {
      return new Refused(new Unauthenticated("The right this session stood on has ended."));
    }
  }
}
