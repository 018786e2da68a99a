package gatehouse.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** The machine's own Chromium, without a window, with a fresh profile. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  /**
   * @param profile an empty folder, or one that is not there yet
   */
  Browser(Path profile) {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "needs chromium and chromium-driver");
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.setPageLoadStrategy(PageLoadStrategy.NORMAL);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,900",
        "--user-data-dir=" + profile);
    // Named, so that Selenium looks for none, and downloads none.
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
  }

  /** From here on pages may not run scripts. */
  void switchScriptsOff() {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
  }

  void open(String url) {
    driver.get(url);
  }

  String url() {
    return Objects.requireNonNull(driver.getCurrentUrl());
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  WebElement one(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  /** All that can be read on the page. */
  String text() {
    return one("body").getText();
  }

  /** Types on the keyboard, wherever the focus is. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Presses a key while Shift is held. */
  void typeShifted(Keys key) {
    new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
  }

  /** What has the focus. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Signs in on the page that is open, by keyboard alone. */
  void signIn(Person person) {
    type(person.name(), Keys.TAB, person.password(), Keys.TAB, Keys.ENTER);
  }

  /** What a function's body returns inside the page. */
  Object run(String script) {
    return driver.executeScript(script);
  }

  /** The status with which the page's own host answers a request that the page makes. */
  long fetched(String path) {
    return (long)
        Objects.requireNonNull(
            driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                    + "fetch(arguments[0], {cache: 'no-store'})"
                    + ".then(answer => done(answer.status), () => done(-1));",
                path));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
