package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** Who calls, as a customer of the model; what an installation does not know is empty. */
public record Nichandle(
    String nichandle,
    String email,
    String firstname,
    String name,
    String country,
    String language,
    Currency currency,
    String ovhCompany,
    String ovhSubsidiary,
    String legalform,
    String state,
    @Nullable String organisation,
    @Nullable String address,
    @Nullable String city,
    @Nullable String zip,
    @Nullable String phone,
    String customerCode,
    boolean kycValidated) {

  /** A currency. */
  public record Currency(String code, String symbol) {}
}
