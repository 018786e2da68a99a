package gatehouse.core.storage;

import static gatehouse.core.storage.S3Action.DELETE_OBJECT;
import static gatehouse.core.storage.S3Action.GET_OBJECT;
import static gatehouse.core.storage.S3Action.LIST_ALL_MY_BUCKETS;
import static gatehouse.core.storage.S3Action.LIST_BUCKET;
import static gatehouse.core.storage.S3Action.PUT_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.AddressRange;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Statement.Condition;
import gatehouse.core.storage.Statement.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyTest {
  private static final byte[] SOMEWHERE = AddressRange.bytes("192.0.2.7");

  private static Statement allow(String action, String... resources) {
    return statement(Effect.ALLOW, action, List.of(), resources);
  }

  private static Statement deny(String action, String... resources) {
    return statement(Effect.DENY, action, List.of(), resources);
  }

  private static Statement statement(
      Effect effect, String action, List<Condition> conditions, String... resources) {
    return new Statement(
        "",
        effect,
        List.of(action),
        Arrays.stream(resources).map(r -> r.equals("*") ? r : "arn:aws:s3:::" + r).toList(),
        conditions);
  }

  private static boolean may(Policy policy, S3Action action, String resource) {
    return policy.decide(action, resource, SOMEWHERE).allowed();
  }

  private static boolean may(Policy policy, S3Action action, String resource, String address) {
    return policy.decide(action, resource, AddressRange.bytes(address)).allowed();
  }

  @Test
  void whatNoStatementAllowsIsDenied() {
    var policy = new Policy(List.of(allow("s3:GetObject", "data/*")));

    assertThat(may(policy, GET_OBJECT, "data/a")).isTrue();
    assertThat(may(policy, PUT_OBJECT, "data/a")).isFalse();
    assertThat(may(policy, GET_OBJECT, "other/a")).isFalse();
  }

  @Test
  void anExplicitDenyWinsWhereverItStands() {
    var first = new Policy(List.of(deny("s3:DeleteObject", "*"), allow("s3:*", "*")));
    var last = new Policy(List.of(allow("s3:*", "*"), deny("s3:DeleteObject", "*")));

    assertThat(may(first, DELETE_OBJECT, "data/a")).isFalse();
    assertThat(may(last, DELETE_OBJECT, "data/a")).isFalse();
    assertThat(may(last, PUT_OBJECT, "data/a")).isTrue();
    assertThat(last.decide(DELETE_OBJECT, "data/a", SOMEWHERE).by())
        .isEqualTo(last.statements().getLast());
  }

  @Test
  void allBucketsAreListedUnlessThatIsDenied() {
    assertThat(may(new Policy(List.of(allow("s3:GetObject", "a/*"))), LIST_ALL_MY_BUCKETS, ""))
        .isTrue();
    assertThat(may(new Policy(List.of(deny("s3:ListAllMyBuckets", "*"))), LIST_ALL_MY_BUCKETS, ""))
        .isFalse();
  }

  @Test
  void bucketsAreNotListedFromWhereNothingIsAllowed() {
    var inside = new Condition(true, List.of(range("10.0.0.0/8")));
    var policy = new Policy(List.of(statement(Effect.ALLOW, "s3:*", List.of(inside), "*")));

    assertThat(may(policy, LIST_ALL_MY_BUCKETS, "", "10.1.2.3")).isTrue();
    assertThat(may(policy, LIST_ALL_MY_BUCKETS, "", "192.0.2.7")).isFalse();
  }

  @Test
  void aBucketIsNotItsObjects() {
    var policy = new Policy(List.of(allow("s3:*", "data")));

    assertThat(may(policy, LIST_BUCKET, "data")).isTrue();
    assertThat(may(policy, GET_OBJECT, "data/a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "data/*, data/a/b/c, true",
    "data/*, data/, true",
    "data/*, data, false",
    "data*, data2/x, true",
    "d?ta/a, data/a, true",
    "d?ta/a, daata/a, false",
    "data/*/x, data/a/b/x, true",
    "data/*/x, data/a/b/y, false",
    "data/a, data/A, false",
    "data/*a*b*c, data/xaybzc, true",
    "data/*a*b*c, data/xaybz, false"
  })
  void wildcardsStandForAnyCharacters(String pattern, String resource, boolean expected) {
    assertThat(may(new Policy(List.of(allow("s3:GetObject", pattern))), GET_OBJECT, resource))
        .isEqualTo(expected);
  }

  @Test
  void aConditionOnTheAddressHoldsForBothFamilies() {
    var inside = new Condition(true, List.of(range("192.0.2.0/25"), range("2001:db8::/33")));
    var outside = new Condition(false, List.of(range("192.0.2.1")));
    var policy =
        new Policy(List.of(statement(Effect.ALLOW, "s3:*", List.of(inside, outside), "*")));

    assertThat(may(policy, GET_OBJECT, "a/b", "192.0.2.127")).isTrue();
    assertThat(may(policy, GET_OBJECT, "a/b", "192.0.2.128")).isFalse();
    assertThat(may(policy, GET_OBJECT, "a/b", "192.0.2.1")).isFalse();
    assertThat(may(policy, GET_OBJECT, "a/b", "2001:db8:7fff::1")).isTrue();
    assertThat(may(policy, GET_OBJECT, "a/b", "2001:db8:8000::1")).isFalse();
  }

  @Test
  void anAddressThatCannotBeReadIsInNoRange() {
    var policy =
        new Policy(
            List.of(
                statement(
                    Effect.ALLOW,
                    "s3:*",
                    List.of(new Condition(true, List.of(range("0.0.0.0/0"), range("::/0")))),
                    "*")));

    assertThat(may(policy, GET_OBJECT, "a/b", "unknown")).isFalse();
    assertThat(may(policy, GET_OBJECT, "a/b", "10.0.0.1")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:GetObjekt", "GetObject", "ec2:*", "", "s3:"})
  void anActionThatStandsForNothingIsRefused(String action) {
    assertThatThrownBy(() -> allow(action, "*"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Invalid.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data",
        "arn:aws:s3:::",
        "arn:aws:s3:::/a",
        "arn:aws:sqs:::a",
        "arn:aws:s3:::${x}"
      })
  void aMalformedResourceIsRefused(String resource) {
    assertThatThrownBy(
            () -> new Statement("", Effect.ALLOW, List.of("s3:*"), List.of(resource), List.of()))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "1.2.3.4/33", "example.org", "::/129", "1.2.3.4/-1", ""})
  void aMalformedRangeIsRefused(String range) {
    assertThatThrownBy(() -> range(range)).isInstanceOf(Refused.class);
  }

  @Test
  void aProfileReplacesWhatAProfileSaidOfTheSameBucket() {
    var data = new BucketName("data");
    Policy policy =
        new Policy(List.of(allow("s3:GetObject", "own/*")))
            .with(BucketProfile.READ_WRITE, data, "")
            .with(BucketProfile.READ_ONLY, data, "");

    assertThat(may(policy, GET_OBJECT, "data/a")).isTrue();
    assertThat(may(policy, LIST_BUCKET, "data")).isTrue();
    assertThat(may(policy, PUT_OBJECT, "data/a")).isFalse();
    assertThat(may(policy, GET_OBJECT, "own/a")).isTrue();
    assertThat(may(policy.with(BucketProfile.DENY, data, "a"), GET_OBJECT, "data/a")).isFalse();
    assertThat(may(policy.with(BucketProfile.DENY, data, "a"), GET_OBJECT, "data/b")).isTrue();
  }

  @Test
  void aPolicyOfAHundredStatementsIsDecidedInMicroseconds() {
    var statements = new ArrayList<Statement>();
    for (int i = 0; i < 100; i++) {
      statements.add(allow("s3:*", "bucket-" + i + "/team/*/data/*.parquet"));
    }
    var policy = new Policy(statements);
    String resource = "bucket-99/team/vision/data/part-0001.parquet";
    for (int i = 0; i < 20_000; i++) {
      may(policy, GET_OBJECT, resource);
    }

    long best = Long.MAX_VALUE;
    int allowed = 0;
    for (int round = 0; round < 50; round++) {
      long before = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        allowed += may(policy, GET_OBJECT, resource) ? 1 : 0;
      }
      best = Math.min(best, (System.nanoTime() - before) / 200);
    }

    assertThat(allowed).isEqualTo(50 * 200);
    assertThat(best).as("nanoseconds; the benchmark has the exact figure").isLessThan(100_000);
  }

  private static AddressRange range(String text) {
    return AddressRange.of(text);
  }
}
