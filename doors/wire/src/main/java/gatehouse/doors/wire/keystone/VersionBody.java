package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Which version of the API is spoken. */
public record VersionBody(Version version) {

  /** The version. */
  public record Version(
      String id,
      String status,
      String updated,
      List<Link> links,
      @JsonProperty("media-types") List<MediaType> mediaTypes) {}

  /** Where it is. */
  public record Link(String rel, String href) {}

  /** What its bodies are. */
  public record MediaType(String base, String type) {}
}
