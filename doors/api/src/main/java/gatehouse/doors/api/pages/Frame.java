package gatehouse.doors.api.pages;

import static gatehouse.doors.api.pages.Html.el;

import gatehouse.doors.web.Call;
import gatehouse.doors.web.Problem;
import gatehouse.doors.web.Reply;
import java.util.List;

/** What all pages have around them. */
public final class Frame {
  private Frame() {}

  /** A page. */
  static Reply page(String title, Html... content) {
    var head =
        el(
            "head",
            el("meta").with("charset", "utf-8"),
            el("meta")
                .with("name", "viewport")
                .with("content", "width=device-width, initial-scale=1"),
            el("title", title + " · Gatehouse"),
            el("link").with("rel", "stylesheet").with("href", Stylesheet.PATH));
    var body =
        el(
            "body",
            el("header", Html.link("/", "Gatehouse").with("class", "brand")),
            el("main", el("h1", title)).add(content));
    var text = new StringBuilder("<!doctype html>\n");
    el("html", head, body).with("lang", "en").write(text);
    return Reply.html(text.toString());
  }

  /** What went wrong with a form, read out by screen readers at once. */
  static Html alert(String sentence) {
    return el("p", sentence).with("class", "alert").with("role", "alert");
  }

  /** A field with its label. */
  static Html field(String label, String name, String type, String autocomplete) {
    return el(
        "label",
        el("span", label),
        el("input")
            .with("name", name)
            .with("type", type)
            .with("autocomplete", autocomplete)
            .with("autocapitalize", "none")
            .with("spellcheck", "false")
            .with("required", ""));
  }

  /** A form that is sent back to where it came from. */
  static Html.Element form(String action, List<? extends Html> fields, String button) {
    return el("form")
        .with("method", "post")
        .with("action", action)
        .add(fields)
        .add(el("button", button).with("type", "submit"));
  }

  /** How a browser is shown a refusal; on the paths of the APIs it stays JSON. */
  public static Reply problem(Call call, Problem problem) {
    if (call.rawPath().startsWith("/v1/") || call.rawPath().startsWith("/1.0/")) {
      return problem.reply();
    }
    Html way =
        problem.status() == 401
            ? Html.link("/sign-in", "Sign in")
            : Html.link("/", "To the start page");
    Reply page =
        page(
            title(problem.status()),
            alert(problem.message()),
            el("p", way),
            el("p", "Request " + call.id()).with("class", "small"));
    Reply answer = page.status(problem.status());
    var wait = problem.retryAfter();
    return wait == null
        ? answer
        : answer.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
  }

  private static String title(int status) {
    return switch (status) {
      case 401 -> "Sign in first";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 429 -> "Too many tries";
      case 503 -> "Not available just now";
      default -> status < 500 ? "That did not work" : "Something broke";
    };
  }
}
