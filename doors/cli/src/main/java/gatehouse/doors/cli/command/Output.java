package gatehouse.doors.cli.command;

import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.terminal.Terminal;
import gatehouse.doors.cli.terminal.Yaml;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** The option {@code -o}: for people by default, else exactly what the server said. */
public final class Output {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = Format.Reader.class,
      description = "json, yaml or table; made for reading when left out.")
  private @Nullable Format format;

  /** Prints the value in the format asked for, or lets it be printed for people. */
  public void print(Terminal terminal, JsonNode value, Runnable forPeople) {
    if (format == Format.JSON) {
      terminal.line(Json.pretty(value));
    } else if (format == Format.YAML) {
      terminal.line(Yaml.of(value));
    } else {
      forPeople.run();
    }
  }

  /** Whether a program reads it. */
  public boolean forPrograms() {
    return format == Format.JSON || format == Format.YAML;
  }

  /** The formats. */
  enum Format {
    JSON,
    YAML,
    TABLE;

    /** Reads a format's name. */
    static final class Reader implements ITypeConverter<Format> {
      @Override
      public Format convert(String text) {
        return switch (text) {
          case "json" -> JSON;
          case "yaml" -> YAML;
          case "table" -> TABLE;
          default -> throw new TypeConversionException("it is json, yaml or table");
        };
      }
    }
  }
}
