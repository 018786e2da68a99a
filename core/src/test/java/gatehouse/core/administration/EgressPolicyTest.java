package gatehouse.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.refusal.Refused;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

  private static boolean permits(String rule, String host, int port, String address) {
    return EgressPolicy.of(List.of(rule)).permits(host, port, InetAddress.ofLiteral(address));
  }

  @Test
  void withoutARuleNothingIsAllowed() {
    assertThat(EgressPolicy.NONE.permits("pypi.org", 443, PUBLIC)).isFalse();
    assertThat(EgressPolicy.NONE.names("pypi.org", 443)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "pypi.org, pypi.org, 443, true",
    "pypi.org, PyPI.org., 443, true",
    "pypi.org, pypi.org, 80, false",
    "pypi.org:80, pypi.org, 80, true",
    "pypi.org:*, pypi.org, 22, true",
    "pypi.org, evil-pypi.org, 443, false",
    "pypi.org, pypi.org.evil.example, 443, false",
    "*.example.com, a.example.com, 443, true",
    "*.example.com, a.b.example.com, 443, true",
    "*.example.com, example.com, 443, false",
    "*.example.com, evilexample.com, 443, false",
    "*, anything.example, 443, true",
    "*, anything.example, 22, false",
  })
  void aNameAllowsItselfAtItsPort(String rule, String host, int port, boolean allowed) {
    assertThat(EgressPolicy.of(List.of(rule)).permits(host, port, PUBLIC)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "::ffff:127.0.0.1"
      })
  void thisMachineAndItsLinkAreNeverReachedByAnyRule(String address) {
    String literal = address.contains(":") ? "[" + address + "]" : address;

    assertThat(permits("*:*", "some.example", 443, address)).isFalse();
    assertThat(permits(literal + ":*", address, 443, address)).isFalse();
    assertThat(permits("0.0.0.0/0:*", address, 443, address)).isFalse();
    assertThat(permits("[::]/0:*", address, 443, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd12::1"})
  void aPrivateAddressIsReachedOnlyWhereItsNetworkIsNamed(String address) {
    String network = address.contains(":") ? "[fc00::]/7" : address + "/24";

    assertThat(permits("*:*", "db.example", 5432, address)).isFalse();
    assertThat(permits("db.example:*", "db.example", 5432, address)).isFalse();
    assertThat(permits(network + ":*", "db.example", 5432, address)).isTrue();
    assertThat(permits(network + ":5432", address, 5432, address)).isTrue();
    assertThat(permits(network, address, 5432, address)).isFalse();
  }

  @Test
  void aNetworkHoldsItsOwnAddressesAlone() {
    assertThat(permits("10.1.0.0/16", "10.1.255.255", 443, "10.1.255.255")).isTrue();
    assertThat(permits("10.1.0.0/16", "10.2.0.0", 443, "10.2.0.0")).isFalse();
    assertThat(permits("10.1.2.4/30", "10.1.2.7", 443, "10.1.2.7")).isTrue();
    assertThat(permits("10.1.2.4/30", "10.1.2.8", 443, "10.1.2.8")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "http://pypi.org",
        "pypi.org/simple",
        "pypi..org",
        "a b",
        "*.*.org",
        "*pypi.org",
        "10.0.0.0/33",
        "10.0.0",
        "256.1.1.1",
        "[::1",
        "[zz::]",
        "[::]/129",
        "pypi.org:0",
        "pypi.org:65536",
        "pypi.org:x",
        "münchen.example",
        "pypi.org\n",
        "a.example/24"
      })
  void whatIsNoHostIsRefused(String rule) {
    assertThatThrownBy(() -> EgressPolicy.of(List.of(rule))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST.:80",
        "app.localhost",
        "*.localhost:*",
        "127.0.0.1:8080",
        "127.0.0.0/8",
        "169.254.169.254",
        "169.254.0.0/16:*",
        "0.0.0.0",
        "[::1]",
        "[fe80::1]",
        "[fe80::]/10"
      })
  void whatIsNeverReachedIsNotAllowedEither(String rule) {
    assertThatThrownBy(() -> EgressRule.parse(rule).requireReachable())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("would allow nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "*:*", "0.0.0.0/0:*", "[::]/0", "10.1.2.3", "pypi.org", "notlocalhost"})
  void whatReachesSomethingMayBeAllowed(String rule) {
    assertThatCode(() -> EgressRule.parse(rule).requireReachable()).doesNotThrowAnyException();
  }

  @Test
  void tooManyRulesAreRefused() {
    var rules = new java.util.ArrayList<String>();
    for (int i = 0; i <= EgressPolicy.MOST; i++) {
      rules.add("host" + i + ".example");
    }
    assertThatThrownBy(() -> EgressPolicy.of(rules)).isInstanceOf(Refused.class);
    assertThat(EgressPolicy.of(Collections.nCopies(500, "same.example")).rules()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pypi.org", "*.example.com:*", "*", "10.1.0.0/16:5432", "10.1.2.3", "*:80"})
  void rulesAreShownAsTheyWereWritten(String rule) {
    assertThat(EgressPolicy.of(List.of(rule)).inWords()).containsExactly(rule);
    assertThat(EgressPolicy.of(EgressPolicy.of(List.of("[FD00::]/8:*")).inWords()).rules())
        .isEqualTo(EgressPolicy.of(List.of("[fd00::]/8:*")).rules());
  }
}
