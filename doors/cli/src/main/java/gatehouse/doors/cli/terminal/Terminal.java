package gatehouse.doors.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a command prints and, when a person sits there, where it asks. */
public final class Terminal {
  private final PrintStream out;
  private final PrintStream err;
  private final InputStream in;
  private final @Nullable Keyboard keyboard;
  private final boolean colours;

  /**
   * A terminal, or what stands for one.
   *
   * @param keyboard null when nobody sits there
   */
  public Terminal(
      PrintStream out,
      PrintStream err,
      InputStream in,
      @Nullable Keyboard keyboard,
      boolean colours) {
    this.out = out;
    this.err = err;
    this.in = in;
    this.keyboard = keyboard;
    this.colours = colours;
  }

  /** The same without colours. */
  public Terminal plain() {
    return new Terminal(out, err, in, keyboard, false);
  }

  /** Prints a line of the answer. */
  public void line(String text) {
    out.println(text);
  }

  /** Prints a remark beside the answer. */
  public void remark(String text) {
    err.println(text);
  }

  /** Says what went wrong. */
  public void error(String sentence) {
    err.println(paint(Colour.RED, "error:") + " " + sentence);
  }

  /** Where bytes of the answer go as they are. */
  public PrintStream out() {
    return out;
  }

  /** Where remarks go as they are. */
  public PrintStream err() {
    return err;
  }

  /** What is piped in. */
  public InputStream in() {
    return in;
  }

  /** The first line of what is piped in, without its end. */
  public String firstLine() throws IOException {
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return all.lines().findFirst().orElse("");
  }

  /** Whoever sits there. */
  public Optional<Keyboard> keyboard() {
    return Optional.ofNullable(keyboard);
  }

  /** The text in a colour, where there are colours. */
  public String paint(Colour colour, String text) {
    return colours ? "\u001b[" + colour.code() + "m" + text + "\u001b[0m" : text;
  }

  /** A person at a keyboard. */
  public interface Keyboard {
    /** Asks for a line. */
    String ask(String prompt);

    /** Asks for something that must not be seen. */
    String askSecretly(String prompt);
  }
}
