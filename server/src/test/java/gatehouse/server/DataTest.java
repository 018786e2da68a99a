package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses data is fetched from. */
final class DataTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "255.255.255.255",
        "fd00:ec2::254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::1"
      })
  void thisMachineAndItsLinkAreNotAskedHoweverTheyAreWritten(String address) {
    assertThat(Data.isElsewhere(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "10.1.2.3", "198.51.100.9", "2001:4860:4860::8888"})
  void privateNetworksAndTheWorldAre(String address) {
    assertThat(Data.isElsewhere(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void aRegistryWithoutAnAddressIsNotBlamedForItsName() {
    assertThat(
            catchThrowableOfType(Refused.class, () -> Data.isNear("registry.invalid:5000", false))
                .refusal())
        .isEqualTo(
            new Refusal.Unavailable("registry.invalid has no address: is the network there?"));
  }

  @Test
  void noAddressOfThisMachineIsElsewhere() throws Exception {
    assertThat(
            NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Data::isElsewhere))
        .isEmpty();
  }
}
