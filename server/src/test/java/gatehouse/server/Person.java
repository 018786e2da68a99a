package gatehouse.server;

import gatehouse.doors.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A user that a test made, with the password that was shown once. */
record Person(int id, String name, String password) {

  /** Makes one with roles. */
  static Person made(Client admin, String description, String... roles) throws IOException {
    var answer =
        admin.post(
            "/v1/gatehouse/project/-/user",
            Json.text(Map.of("description", description, "roles", List.of(roles))));
    if (answer.status() != 200) {
      throw new IOException("could not make a user: " + answer);
    }
    var user = answer.json().get("user");
    return new Person(
        user.get("id").asInt(),
        user.get("username").asString(),
        answer.json().get("password").asString());
  }

  /** The person's client of the server that another client talks to. */
  Client client(Client any) {
    return any.basic(name, password);
  }
}
