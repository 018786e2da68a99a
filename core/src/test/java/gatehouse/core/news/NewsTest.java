package gatehouse.core.news;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NewsTest {
  private final News news = new News("abc", 4);

  private static Headline about(int user) {
    return Headline.of(Subject.user(new UserId(user)));
  }

  private News.Issue after(News.Mark mark) throws InterruptedException {
    return news.after(mark, Duration.ZERO);
  }

  private static java.util.List<Headline> headlines(News.Issue issue) {
    return issue.told().stream().map(News.Told::headline).toList();
  }

  @Test
  void whoIsCutOffBetweenTwoHearsTheSecondAgain() throws InterruptedException {
    var begun = news.now();
    news.tell(about(1));
    news.tell(about(2));
    news.tell(about(1));

    var first = after(begun).told().getFirst();

    assertThat(first.headline()).isEqualTo(about(2));
    assertThat(headlines(after(first.mark()))).containsExactly(about(1));
  }

  @Test
  void whoFollowsHearsWhatCameSinceAndOnceOfEach() throws InterruptedException {
    var begun = news.now();
    news.tell(about(1));
    news.tell(about(2));
    news.tell(about(1));

    var issue = after(begun);

    assertThat(headlines(issue)).containsExactly(about(2), about(1));
    assertThat(issue.missed()).isFalse();
    assertThat(headlines(after(issue.upTo()))).isEmpty();
  }

  @Test
  void aMarkIsReadBackAndGoneOnFrom() throws InterruptedException {
    news.tell(about(1));
    String text = news.now().toString();
    news.tell(about(2));

    var mark = news.mark(text).orElseThrow();

    assertThat(headlines(after(mark))).containsExactly(about(2));
  }

  @Test
  void marksOfAnotherEditionOrOfTheFutureAreNotKnown() {
    assertThat(news.mark("other-0")).isEmpty();
    assertThat(news.mark("abc-1")).isEmpty();
    assertThat(news.mark("abc-")).isEmpty();
    assertThat(news.mark("abc-99999999999999999999999")).isEmpty();
    assertThat(news.mark("")).isEmpty();
  }

  @Test
  void whoIsTooSlowIsToldThatSomethingWasMissed() throws InterruptedException {
    var begun = news.now();
    for (int i = 1; i <= 5; i++) {
      news.tell(about(i));
    }

    var issue = after(begun);

    assertThat(issue.missed()).isTrue();
    assertThat(after(issue.upTo()).missed()).isFalse();
  }

  @Test
  void aFullRingIsStillWhole() throws InterruptedException {
    var begun = news.now();
    for (int i = 1; i <= 4; i++) {
      news.tell(about(i));
    }

    assertThat(headlines(after(begun))).hasSize(4);
  }

  @Test
  void afterABlackoutEverybodyHasMissedSomething() throws InterruptedException {
    var begun = news.now();
    news.tell(about(1));
    news.tellThatAnythingMayHaveChanged();
    news.tell(about(2));

    assertThat(after(begun).missed()).isTrue();
    assertThat(after(news.now()).missed()).isFalse();
  }

  @Test
  void whoWaitsIsWoken() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var begun = news.now();
      var heard =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return news.after(begun, Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              threads);
      news.tell(about(7));

      assertThat(headlines(heard.get(10, TimeUnit.SECONDS))).containsExactly(about(7));
    }
  }
}
