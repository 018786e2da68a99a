package gatehouse.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Which of the four governing roles has which permission. A new permission or role fails here until
 * it has its cell.
 */
final class PermissionMatrixTest {
  /** Permission, then administrator, operator, reader, object store operator: Y or a dot. */
  private static final String MATRIX =
      """
      notebook_read        Y Y Y .
      notebook_open        Y Y Y .
      notebook_log         Y Y Y .
      notebook_launch      Y Y . .
      notebook_stop        Y Y . .
      notebook_delete      Y Y . .
      notebook_edit        Y Y . .
      notebook_exec        Y Y . .
      notebook_environment Y Y . .
      job_read             Y Y Y .
      job_open             Y Y Y .
      job_log              Y Y Y .
      job_launch           Y Y . .
      job_stop             Y Y . .
      job_delete           Y Y . .
      job_edit             Y Y . .
      job_exec             Y Y . .
      job_environment      Y Y . .
      app_read             Y Y Y .
      app_open             Y Y Y .
      app_log              Y Y Y .
      app_launch           Y Y . .
      app_stop             Y Y . .
      app_delete           Y Y . .
      app_edit             Y Y . .
      app_exec             Y Y . .
      app_environment      Y Y . .
      capabilities_read    Y Y Y Y
      token_read           Y Y . .
      token_manage         Y Y . .
      registry_manage      Y Y . .
      volume_manage        Y Y . .
      object_read          Y . . Y
      object_write         Y . . Y
      project_read         Y . . .
      project_manage       Y . . .
      user_read            Y . . .
      user_manage          Y . . .
      role_assign          Y . . .
      session_read         Y . . .
      session_end          Y . . .
      application_manage   Y . . .
      audit_read           Y . . .
      project_create       . . . .
      account_manage       . . . .
      node_manage          . . . .
      """;

  private static final List<RoleName> COLUMNS =
      List.of(
          RoleName.ADMINISTRATOR,
          RoleName.AI_TRAINING_OPERATOR,
          RoleName.AI_TRAINING_READ,
          RoleName.OBJECTSTORE_OPERATOR);

  @Test
  void eachRoleAllowsWhatTheMatrixSaysAndNothingElse() {
    var actual = new TreeMap<String, String>();
    for (Permission permission : Permission.values()) {
      String cells =
          COLUMNS.stream()
              .map(role -> BuiltInRoles.named(role).allows(permission) ? "Y" : ".")
              .collect(Collectors.joining(" "));
      actual.put(permission.wireName(), cells);
    }

    assertThat(actual).isEqualTo(expected());
  }

  @Test
  void rolesOutsideTheMatrixGovernNothing() {
    assertThat(BuiltInRoles.all()).hasSize(18);
    assertThat(BuiltInRoles.all())
        .filteredOn(role -> !COLUMNS.contains(role.name()))
        .hasSize(14)
        .allSatisfy(role -> assertThat(role.permissions()).isEmpty());
  }

  @Test
  void idsAreStableHexAndFindTheirRole() {
    assertThat(BuiltInRoles.all())
        .allSatisfy(
            role -> {
              assertThat(role.id()).matches("[0-9a-f]{32}");
              assertThat(BuiltInRoles.identified(role.id())).isEqualTo(role);
              assertThat(BuiltInRoles.identified(role.name().value())).isEqualTo(role);
            });
  }

  private static Map<String, String> expected() {
    return Arrays.stream(MATRIX.split("\n"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(' ')),
                line -> line.substring(line.indexOf(' ')).strip(),
                (a, b) -> a,
                TreeMap::new));
  }
}
