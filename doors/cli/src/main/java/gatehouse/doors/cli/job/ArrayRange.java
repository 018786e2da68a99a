package gatehouse.doors.cli.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which indices the jobs of an array have. */
record ArrayRange(int start, int count) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

  /** Reads {@code 100} (from 0 on) or {@code 1-100}. */
  static final class Reader implements ITypeConverter<ArrayRange> {
    @Override
    public ArrayRange convert(String text) {
      Matcher range = FORM.matcher(text);
      if (!range.matches()) {
        throw wrong();
      }
      int first = Integer.parseInt(range.group(1));
      if (range.group(2) == null) {
        return new ArrayRange(0, first);
      }
      int last = Integer.parseInt(range.group(2));
      if (last < first) {
        throw wrong();
      }
      return new ArrayRange(first, last - first + 1);
    }

    private static TypeConversionException wrong() {
      return new TypeConversionException("it is a number as 100, or a range as 1-100");
    }
  }
}
