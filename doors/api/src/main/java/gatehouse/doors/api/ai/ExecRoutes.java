package gatehouse.doors.api.ai;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.administration.Actor;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.BesideCommand;
import gatehouse.core.workload.BesideCommand.Piece;
import gatehouse.core.workload.CommandWish;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Routes;
import gatehouse.doors.web.SocketHandler;
import gatehouse.doors.web.SocketHandler.Socket;
import java.io.IOException;

/**
 * Commands inside what runs: over a WebSocket, with what is typed and a terminal where asked for;
 * or, for clients that want neither, as the text that the command puts out.
 */
public final class ExecRoutes {
  private final Commands commands;
  private final LiveConnections connections;
  private final LiveWorkloads live;

  /**
   * @param live looked at again each time it is decided whether a command may go on
   */
  public ExecRoutes(Commands commands, LiveConnections connections, LiveWorkloads live) {
    this.commands = commands;
    this.connections = connections;
    this.live = live;
  }

  void mount(Routes routes, WorkloadKind kind) {
    String path = "/v1/" + kind.word() + "/{id}/exec";
    var needs = new Needs(Deed.EXEC.with(kind));
    routes.add("GET", path, needs, Models.saying400(call -> text(call, kind)));
    routes.socket(path, needs, call -> talk(call, kind));
  }

  private Reply text(Call call, WorkloadKind kind) {
    call.requireIntended();
    CommandWish wish = wish(call);
    if (wish.terminal() || wish.input()) {
      throw new Refused(new Invalid("tty", "asked for over a WebSocket, as is stdin"));
    }
    Actor actor = Models.actor(call);
    Workload workload = workload(call, actor, kind);
    Shown shown = Shown.of(call);
    return Reply.stream(
        "text/plain;charset=utf-8",
        out -> {
          var ending = new Ending();
          try (var _ =
                  connections.open(
                      ConnectionKind.EXEC,
                      call.caller(),
                      Deed.EXEC.with(kind),
                      () -> resource(workload),
                      workload.subject(),
                      () -> {
                        out.cut();
                        ending.now();
                      });
              BesideCommand command = ending.of(commands.start(actor, workload, wish))) {
            while (out.isOpen() && command.next() instanceof Piece.Output output) {
              if (shown.shows(output)) {
                out.write(output.bytes());
              }
            }
          }
        });
  }

  private SocketHandler.Conversation talk(Call call, WorkloadKind kind) {
    CommandWish wish = wish(call);
    Actor actor = Models.actor(call);
    Workload workload = workload(call, actor, kind);
    Shown shown = Shown.of(call);
    Caller caller = call.caller();
    var ending = new Ending();
    return new ExecTalk(ending, shown) {
      @Override
      public void run(Socket socket) throws IOException {
        try (var _ =
                connections.open(
                    ConnectionKind.EXEC,
                    caller,
                    Deed.EXEC.with(kind),
                    () -> resource(workload),
                    workload.subject(),
                    () -> {
                      socket.cut();
                      ending.now();
                    });
            BesideCommand command = ending.of(commands.start(actor, workload, wish))) {
          carry(command, socket);
        }
      }
    };
  }

  private Workload workload(Call call, Actor actor, WorkloadKind kind) {
    Workload workload = commands.require(actor, kind, WorkloadRoutes.id(call));
    live.refreshUnlessKnown(workload.id());
    return workload;
  }

  private gatehouse.core.access.@org.jspecify.annotations.Nullable Resource resource(
      Workload workload) {
    return live.find(workload.kind(), workload.id()).map(Reachable::resource).orElse(null);
  }

  private static CommandWish wish(Call call) {
    return new CommandWish(
        call.queryAll("command"),
        Models.isTrue(call, "tty"),
        Models.isTrue(call, "stdin"),
        call.queryInt("rows", 24, 0, 10_000),
        call.queryInt("columns", 80, 0, 10_000));
  }

  /** Which of a command's outputs are wanted: both, unless one is refused. */
  record Shown(boolean output, boolean errors) {
    static Shown of(Call call) {
      return new Shown(
          call.query("stdout").filter("false"::equals).isEmpty(),
          call.query("stderr").filter("false"::equals).isEmpty());
    }

    boolean shows(Piece.Output piece) {
      return piece.error() ? errors : output;
    }
  }

  /** Ends a command, also one that is only being started. */
  static final class Ending {
    private volatile boolean over;
    private volatile java.util.Optional<BesideCommand> command = java.util.Optional.empty();

    BesideCommand of(BesideCommand started) {
      command = java.util.Optional.of(started);
      if (over) {
        started.close();
      }
      return started;
    }

    void now() {
      over = true;
      command.ifPresent(BesideCommand::close);
    }

    java.util.Optional<BesideCommand> command() {
      return command;
    }
  }
}
