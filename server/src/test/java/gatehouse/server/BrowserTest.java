package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What people see in a browser. */
final class BrowserTest {
  private static final String UGLY = "<img src=x onerror=\"document.title='owned'\">";

  @TempDir Path folder;

  private ServerProcess server;
  private Client admin;
  private Person ada;
  private String panel;

  @BeforeEach
  void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
    ada = Person.made(admin, "Ada", "ai_training_operator");
    panel = "http://localhost:" + server.port();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aNotebookOpensAfterTheSignInAndRunsACellAndClosesWhenTheRoleIsTakenAway() throws Exception {
    Client client = ada.client(server.client());
    Answer made = client.post("/v1/notebook", "{}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    String id = made.json().get("id").asString();
    String url = made.json().get("status").get("url").asString().replaceAll("/$", "");
    Until.holds(() -> client.getFrom(url + "/api").status() == 200);
    assertThat(client.putTo(url + "/api/contents/demo.ipynb", EMPTY_NOTEBOOK).status())
        .isIn(200, 201);

    try (var browser = new Browser(folder.resolve("profile"))) {
      browser.open(url + "/notebooks/demo.ipynb");
      assertThat(browser.url()).startsWith(panel + "/sign-in?workload=notebook");
      browser.signIn(ada);
      Until.holds(() -> browser.url().startsWith(url + "/notebooks/demo.ipynb"));
      Until.holds(() -> isTrue(browser, KERNEL + "kernel && " + KERNEL + "kernel.is_connected()"));

      browser.one(".code_cell .CodeMirror").click();
      browser.type("print(6*7)");
      browser.typeShifted(Keys.ENTER);
      Until.holds(
          () ->
              browser.all(".output_stdout").stream()
                  .anyMatch(output -> output.getText().equals("42")));
      assertThat(browser.fetched("/api/status")).isEqualTo(200);

      browser.run(
          "window.closings = 0; "
              + KERNEL
              + "kernel.ws.addEventListener('close', () => window.closings++)");
      Answer receipt =
          admin.delete("/v1/gatehouse/project/-/user/" + ada.id() + "/role/ai_training_operator");
      assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
      assertThat(receipt.json().get("receipt").get("connections").get("websocket").asInt())
          .isPositive();
      Until.holds(() -> isTrue(browser, "window.closings > 0"));
      assertThat(browser.fetched("/api/status")).isEqualTo(403);
      assertThat(isTrue(browser, KERNEL + "kernel.is_connected()")).isFalse();

      browser.open(url + "/notebooks/demo.ipynb");
      assertThat(browser.all("#notebook")).isEmpty();
      assertThat(browser.text()).contains(ada.name()).contains("open notebooks");
    } finally {
      admin.delete("/v1/notebook/" + id + "?force=true");
      Until.holds(() -> admin.get("/v1/notebook/" + id).status() == 404);
    }
  }

  @Test
  void thePagesWorkWithoutScriptsAndByKeyboardAndShowTextAsText() throws Exception {
    Client client = ada.client(server.client());
    Answer job =
        client.post(
            "/v1/job",
            Json.text(Map.of("image", "host", "name", UGLY, "command", List.of("sleep", "120"))));
    assertThat(job.status()).as(job.body()).isEqualTo(200);

    try (var browser = new Browser(folder.resolve("profile"))) {
      browser.switchScriptsOff();
      browser.open(panel + "/");
      assertThat(browser.url()).isEqualTo(panel + "/sign-in");
      wellMade(browser, "Sign in");

      browser.type(ada.name(), Keys.TAB, "not the password", Keys.TAB);
      assertThat(browser.focused().getTagName()).isEqualTo("button");
      browser.type(Keys.ENTER);
      Until.holds(() -> !browser.all("[role=alert]").isEmpty());
      wellMade(browser, "Sign in");
      assertThat(browser.one("[role=alert]").getText()).contains("wrong");
      assertThat(browser.one("[name=username]").getAttribute("value")).isEqualTo(ada.name());

      browser.open(panel + "/sign-in");
      browser.signIn(ada);
      Until.holds(() -> browser.url().equals(panel + "/start"));
      wellMade(browser, "Start");
      assertThat(browser.text()).contains("You are signed in as " + ada.name());
      assertThat(browser.text()).contains(UGLY);
      assertThat(browser.all("img")).isEmpty();
      assertThat(browser.one("title").getDomProperty("textContent")).isEqualTo("Start · Gatehouse");

      browser.one("form button").sendKeys(Keys.ENTER);
      Until.holds(() -> browser.url().equals(panel + "/sign-in"));
      browser.open(panel + "/");
      assertThat(browser.url()).isEqualTo(panel + "/sign-in");
    } finally {
      String id = job.json().get("id").asString();
      client.put("/v1/job/" + id + "/kill", "");
      Until.holds(() -> admin.delete("/v1/job/" + id + "?force=true").status() == 204);
    }
  }

  private static final String KERNEL = "Jupyter.notebook.";

  private static final String EMPTY_NOTEBOOK =
      """
      {"type": "notebook", "format": "json", "content": {
        "nbformat": 4, "nbformat_minor": 2,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ""}]
      }}
      """;

  /** One heading of the first rank, a language, and a label for whatever is to be filled in. */
  private static void wellMade(Browser browser, String heading) {
    assertThat(browser.all("h1")).extracting(WebElement::getText).containsExactly(heading);
    assertThat(browser.one("html").getDomAttribute("lang")).isEqualTo("en");
    assertThat(browser.all("script")).isEmpty();
    for (WebElement field : browser.all("input:not([type=hidden])")) {
      assertThat(field.getAccessibleName()).isNotBlank();
    }
    for (WebElement button : browser.all("button, a")) {
      assertThat(button.getAccessibleName()).isNotBlank();
    }
  }

  private static boolean isTrue(Browser browser, String expression) {
    return Boolean.TRUE.equals(
        browser.run("try { return !!(" + expression + "); } catch (e) { return false; }"));
  }
}
