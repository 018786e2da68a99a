package gatehouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The raw settings from flags, environment and file, in this order of precedence; collects what is
 * wrong with them.
 */
final class Settings {
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final List<String> faults = new ArrayList<>();

  private Settings() {}

  static Settings read(List<String> flags, Map<String, String> environment) {
    var settings = new Settings();
    var fromFlags = settings.flags(flags);
    var fromEnvironment = settings.environment(environment);
    String file = fromFlags.getOrDefault(Setting.CONFIG, fromEnvironment.get(Setting.CONFIG));
    if (file != null) {
      settings.values.putAll(settings.file(Path.of(file)));
    }
    settings.values.putAll(fromEnvironment);
    settings.values.putAll(fromFlags);
    return settings;
  }

  Optional<String> text(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  boolean isOn(Setting setting) {
    String value = values.getOrDefault(setting, "false");
    if (!value.equals("true") && !value.equals("false")) {
      faults.add(setting.key() + ": true or false, not \"" + value + "\"");
    }
    return value.equals("true");
  }

  int number(Setting setting, int otherwise, int least, int most) {
    String value = values.get(setting);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    faults.add(
        setting.key() + ": a number from " + least + " to " + most + ", not \"" + value + "\"");
    return otherwise;
  }

  Optional<Path> existingFile(Setting setting) {
    Optional<Path> path = text(setting).map(Path::of);
    path.filter(p -> !Files.isReadable(p))
        .ifPresent(p -> faults.add(setting.key() + ": " + p + " cannot be read"));
    return path;
  }

  void fault(String sentence) {
    faults.add(sentence);
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  private Map<Setting, String> flags(List<String> flags) {
    var read = new EnumMap<Setting, String>(Setting.class);
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      Optional<Setting> setting =
          name.startsWith("--") ? setting(name.substring(2)) : Optional.empty();
      if (setting.isEmpty()) {
        faults.add("unknown flag " + name + "; see gatehouse up --help");
      } else if (setting.get().isSecret()) {
        faults.add(
            name
                + ": everybody on this machine can read flags; give --"
                + setting.get().key()
                + "-file, or the variable "
                + setting.get().variable());
        i += equals >= 0 ? 0 : 1;
      } else if (equals >= 0) {
        read.put(setting.get(), flag.substring(equals + 1));
      } else if (setting.get().isSwitch()) {
        read.put(setting.get(), "true");
      } else if (i + 1 < flags.size()) {
        read.put(setting.get(), flags.get(++i));
      } else {
        faults.add(name + ": needs a value");
      }
    }
    return read;
  }

  private Map<Setting, String> environment(Map<String, String> environment) {
    var read = new EnumMap<Setting, String>(Setting.class);
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.variable());
      if (value != null && !value.isEmpty()) {
        read.put(setting, value);
      }
    }
    return read;
  }

  private Map<Setting, String> file(Path file) {
    var read = new EnumMap<Setting, String>(Setting.class);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      faults.add("config: " + file + " cannot be read");
      return read;
    }
    int number = 0;
    for (String line : lines) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      int equals = text.indexOf('=');
      String key = equals < 0 ? text : text.substring(0, equals).strip();
      Optional<Setting> setting = setting(key);
      if (equals < 0 || setting.isEmpty()) {
        faults.add(file.getFileName() + ", line " + number + ": unknown key \"" + key + "\"");
      } else {
        read.put(setting.get(), text.substring(equals + 1).strip());
      }
    }
    return read;
  }

  private static Optional<Setting> setting(String key) {
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
