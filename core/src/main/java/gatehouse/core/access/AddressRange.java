package gatehouse.core.access;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A range of network addresses in CIDR notation, or a single address. */
public final class AddressRange {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final String RULE = "an address or range, as 192.0.2.0/24 or 2001:db8::/32";

  private final String text;
  private final byte[] address;
  private final int bits;

  private AddressRange(String text, byte[] address, int bits) {
    this.text = text;
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads a range.
   *
   * @throws Refused with {@link Invalid} where it is none
   */
  public static AddressRange of(String text) {
    return of("address", text);
  }

  /**
   * Reads a range that stands in a field of a request.
   *
   * @throws Refused with {@link Invalid} of that field where it is none
   */
  public static AddressRange of(String field, String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address.length == 0) {
      throw new Refused(new Invalid(field, RULE));
    }
    int bits = address.length * 8;
    if (slash >= 0) {
      String length = text.substring(slash + 1);
      if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits) {
        throw new Refused(new Invalid(field, RULE));
      }
      bits = Integer.parseInt(length);
    }
    return new AddressRange(text, address, bits);
  }

  /** The bytes of a numeric address; none where it is not one. Never asks a name server. */
  public static byte[] bytes(String address) {
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    if (!NUMERIC.matcher(bare).matches() || (bare.indexOf(':') < 0 && !hasFourParts(bare))) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(bare).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }

  /** Whether an address lies in the range; one of the other family does not. */
  public boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xFF : 0xFF << (8 - (bits - bit)) & 0xFF;
      if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasFourParts(String address) {
    return address.chars().filter(c -> c == '.').count() == 3;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressRange range
        && bits == range.bits
        && Arrays.equals(address, range.address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address) * 31 + bits;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
