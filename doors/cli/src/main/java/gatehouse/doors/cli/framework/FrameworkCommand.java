package gatehouse.doors.cli.framework;

import gatehouse.doors.cli.command.Noun;
import picocli.CommandLine.Command;

/** {@code gatehouse framework}. */
@Command(
    name = "framework",
    description = {
      "Images that notebooks of a project can compute with, by names of your own.",
      "",
      "This machine itself (host) and the images kept on it (oci:NAME) are there anyway. All that can"
          + " be chosen: gatehouse capabilities framework list"
    },
    subcommands = {
      FrameworkListCommand.class,
      FrameworkAddCommand.class,
      FrameworkDeleteCommand.class
    },
    footer = {
      "  gatehouse framework add pytorch quay.io/jupyter/pytorch-notebook:2025-11-03",
      "  gatehouse notebook run pytorch jupyterlab"
    })
public final class FrameworkCommand extends Noun {}
