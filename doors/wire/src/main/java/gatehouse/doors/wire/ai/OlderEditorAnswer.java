package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An editor in the shape it had before: of one version, with what it does not go with.
 *
 * @param probePath where it answers once it is there
 * @param incompatibleWith the ids of frameworks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OlderEditorAnswer(
    String id,
    String name,
    String description,
    @Nullable String docUrl,
    @Nullable String logoUrl,
    String version,
    String probePath,
    List<String> incompatibleWith) {}
