package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Jobs, notebooks, apps. */
class WorkloadTest extends CommandTest {
  private static String job(String state, String more) {
    return """
    {"id":"%s","createdAt":"2026-11-23T10:00:00Z","user":"user-a",
     "spec":{"name":"nightly","image":"host","command":["echo","hi"]},
     "status":{"state":"%s","duration":65,"url":"http://x.job.localhost",
               "info":{"message":"as it should"}%s}}"""
        .formatted(ID, state, more);
  }

  private static String list(String... items) {
    return "{\"items\":["
        + String.join(",", items)
        + "],\"metadata\":{\"currentPage\":1,\"total\":"
        + items.length
        + "}}";
  }

  @Test
  void anArrayOfJobsIsAskedForAtOnce() {
    String path = "POST /v1/gatehouse/project/-/job-array";
    server.answers(path, "{\"array\":\"5f0c2f2e\",\"ids\":[\"a\",\"b\"]}");

    var ran = shell.run("job", "run", "host", "--array", "1-100", "--", "part");

    assertThat(ran.out()).isEqualTo("Asked for 2 jobs, all with the label array=5f0c2f2e.\n");
    assertThat(server.last().body())
        .isEqualTo(
            "{\"count\":100,\"start\":1,\"job\":{\"image\":\"host\",\"command\":[\"part\"]}}");
    shell.run("job", "run", "host", "--array", "7", "--", "part");
    assertThat(server.last().body()).startsWith("{\"count\":7,\"start\":0,");
    int asked = server.asked().size();
    for (String wrong : new String[] {"5-1", "all", "1-", "-3"}) {
      assertThat(shell.run("job", "run", "host", "--array", wrong, "--", "x").code()).isEqualTo(2);
    }
    assertThat(shell.run("job", "run", "host", "--array", "3", "--follow", "--", "x").code())
        .isEqualTo(2);
    assertThat(server.asked()).hasSize(asked);
  }

  @Test
  void aJobIsRunOnceMoreWithWhatIsSaidInPlaceOfWhatItHad() {
    String before =
        "{\"id\":\""
            + ID
            + "\",\"spec\":{\"image\":\"host\",\"name\":\"train\",\"command\":[\"train\"],"
            + "\"labels\":{\"ovh/id\":\"x\",\"team\":\"red\",\"array\":\"5f\"},"
            + "\"envVars\":[{\"name\":\"EPOCHS\",\"value\":\"3\"},{\"name\":\"A\",\"value\":\"b\"},"
            + "{\"name\":\"GATEHOUSE_ARRAY_INDEX\",\"value\":\"4\"}],"
            + "\"resources\":{\"cpu\":2,\"memory\":2147483648},\"timeout\":60}}";
    server.answers("GET /v1/job/" + ID, before);
    server.answers("POST /v1/job", job("QUEUED", ""));

    shell.run("job", "rerun", ID, "-e", "EPOCHS=10", "-l", "try=2", "-t", "1h");

    assertThat(server.last().body())
        .isEqualTo(
            "{\"image\":\"host\",\"command\":[\"train\"],\"timeout\":3600,"
                + "\"resources\":{\"cpu\":2,\"memory\":2147483648},"
                + "\"labels\":{\"team\":\"red\",\"try\":\"2\"},"
                + "\"envVars\":[{\"name\":\"EPOCHS\",\"value\":\"10\"},"
                + "{\"name\":\"A\",\"value\":\"b\"}]}");
    shell.run("job", "rerun", ID, "-c", "8", "--image", "other", "--", "train", "--resume");
    assertThat(server.last().body())
        .contains("\"image\":\"other\"")
        .contains("\"command\":[\"train\",\"--resume\"]")
        .contains("\"resources\":{\"cpu\":8}");
  }

  @Test
  void aJobIsAskedForWithAllItsOptions() {
    server.answers("POST /v1/job", job("QUEUED", ""));

    var ran =
        shell
            .with("FROM_HERE", "yes")
            .run(
                "job",
                "run",
                "host",
                "-n",
                "nightly",
                "-c",
                "2",
                "-g",
                "1",
                "-f",
                "f",
                "-p",
                "81",
                "-t",
                "1h30m",
                "-e",
                "A=b=c",
                "-e",
                "FROM_HERE",
                "-l",
                "x=y",
                "--unsecure-http",
                "-v",
                "bucket@store/pre/fix:/data:rw:cache",
                "-s",
                "ssh-ed25519 AAA",
                "--",
                "python3",
                "-c",
                "print(1)");

    assertThat(ran.code()).isZero();
    assertThat(server.last().body())
        .isEqualTo(
            """
            {"name":"nightly","resources":{"cpu":2,"gpu":1,"flavor":"f"},"labels":{"x":"y"},\
            "envVars":[{"name":"A","value":"b=c"},{"name":"FROM_HERE","value":"yes"}],\
            "sshPublicKeys":["ssh-ed25519 AAA"],\
            "volumes":[{"dataStore":{"alias":"store","container":"bucket","prefix":"pre/fix"},\
            "mountPath":"/data","permission":"RW","cache":true}],"unsecureHttp":true,\
            "image":"host","command":["python3","-c","print(1)"],"timeout":5400,\
            "defaultHttpPort":81}""");
    assertThat(ran.out())
        .contains("State       QUEUED \u2013 as it should")
        .contains("Command     echo hi")
        .contains("Ran for     1 min 5 s");
  }

  @Test
  void notebooksAndAppsAreAskedForInTheirOwnWords() {
    server.answers("POST /v1/notebook", job("STARTING", ""));
    server.answers("POST /v1/app", job("QUEUED", ""));

    shell.run("notebook", "run");
    assertThat(server.last().body()).isEqualTo("{}");
    assertThat(shell.run("notebook", "run", "--framework-version", "3").code()).isEqualTo(2);
    shell.run(
        "notebook", "run", "py", "jupyter", "--framework-version", "3", "--restart-on-timeout");
    assertThat(server.last().body())
        .isEqualTo(
            "{\"env\":{\"frameworkId\":\"py\",\"editorId\":\"jupyter\",\"frameworkVersion\":\"3\"},"
                + "\"timeoutAutoRestart\":true}");
    shell.run("app", "run", "host", "--replicas", "2", "--probe-path", "/ok", "--", "serve");
    assertThat(server.last().body())
        .isEqualTo(
            "{\"image\":\"host\",\"command\":[\"serve\"],"
                + "\"scalingStrategy\":{\"fixed\":{\"replicas\":2}},\"probe\":{\"path\":\"/ok\"}}");
  }

  @Test
  void howAnAppScalesIsAskedForInTheModelsFlags() {
    server.answers("POST /v1/app", job("QUEUED", ""));

    shell.run(
        "app",
        "run",
        "host",
        "--auto-min-replicas",
        "0",
        "--auto-max-replicas",
        "5",
        "--",
        "serve");
    assertThat(server.last().body())
        .isEqualTo(
            "{\"image\":\"host\",\"command\":[\"serve\"],\"scalingStrategy\":{\"automatic\":"
                + "{\"replicasMin\":0,\"replicasMax\":5,\"resourceType\":\"CPU\","
                + "\"averageUsageTarget\":75}}}");
    server.answers("PUT /v1/app/" + ID + "/scalingstrategy", "");
    shell.run(
        "app",
        "scale",
        ID,
        "--auto-max-replicas=4",
        "--auto-custom-api-url=http://<SELF>:9000/q",
        "--auto-custom-value-location=queue.length",
        "--auto-custom-target-value=2.5",
        "--auto-custom-metric-format=YAML",
        "--auto-custom-metric-aggregation-type=SUM",
        "--auto-scale-up-stabilization-window-seconds=1",
        "--auto-scale-down-stabilization-window-seconds=2",
        "--auto-cooldown-period-seconds=3");
    assertThat(server.last().body())
        .isEqualTo(
            "{\"automatic\":{\"replicasMin\":1,\"replicasMax\":4,\"customMetrics\":{\"apiUrl\":"
                + "\"http://<SELF>:9000/q\",\"format\":\"YAML\",\"valueLocation\":"
                + "\"queue.length\",\"targetValue\":2.5,\"aggregationType\":\"SUM\"},"
                + "\"scaleUpStabilizationWindowSeconds\":1,"
                + "\"scaleDownStabilizationWindowSeconds\":2,\"cooldownPeriodSeconds\":3}}");
    shell.run("app", "scale", ID, "--replicas", "3");
    assertThat(server.last().body()).isEqualTo("{\"fixed\":{\"replicas\":3}}");

    assertThat(shell.run("app", "scale", ID).code()).isEqualTo(2);
    assertThat(shell.run("app", "scale", ID, "--auto-min-replicas", "1").err())
        .contains("--auto-max-replicas");
    assertThat(shell.run("app", "scale", ID, "--replicas=1", "--auto-max-replicas=2").code())
        .isEqualTo(2);
    assertThat(
            shell
                .run("app", "scale", ID, "--auto-max-replicas=2", "--auto-custom-target-value=1")
                .err())
        .contains("--auto-custom-api-url");
  }

  @Test
  void whatServesIsChangedByWhatIsSaidAlone() {
    server.answers("PUT /v1/app/" + ID, job("RUNNING", ""));

    shell.run("app", "update", ID, "-e", "A=1", "-e", "B=", "--cpu", "2", "--grpc-port", "0");
    assertThat(server.last().body())
        .isEqualTo(
            "{\"grpcPort\":0,\"cpu\":2,\"envVars\":[{\"name\":\"A\",\"value\":\"1\"},"
                + "{\"name\":\"B\",\"value\":\"\"}]}");
    shell.run("app", "set-image", ID, "ghcr.io/acme/model:2");
    assertThat(server.last().body()).isEqualTo("{\"url\":\"ghcr.io/acme/model:2\"}");

    assertThat(shell.run("app", "update", ID).code()).isEqualTo(2);
    assertThat(shell.run("app", "update", ID, "-e", "A").code()).isEqualTo(2);
  }

  @Test
  void waitingShowsTheStatesOnTheWay() {
    server.answers("POST /v1/notebook", job("STARTING", ""));
    server.answers("GET /v1/notebook/" + ID, job("STARTING", ""));
    server.answers("GET /v1/notebook/" + ID, job("STARTING", ""));
    server.answers("GET /v1/notebook/" + ID, job("RUNNING", ""));

    var ran = shell.run("notebook", "run", "py", "jupyter", "--wait");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEqualTo("STARTING \u2013 as it should\nRUNNING \u2013 as it should\n");
    assertThat(ran.out()).contains("http://x.job.localhost");
  }

  @Test
  void whatFailsWhileOneWaitsIsAFailure() {
    server.answers("POST /v1/app", job("QUEUED", ""));
    server.answers("GET /v1/app/" + ID, job("FAILED", ""));

    assertThat(shell.run("app", "run", "host", "--wait").code()).isEqualTo(1);
  }

  @Test
  void listsLeaveOutWhatHasEndedAndSaySo() {
    server.answers("GET /v1/job?size=100", list(job("RUNNING", ""), job("DONE", "")));

    var ran = shell.run("job", "list");

    assertThat(ran.out()).contains("RUNNING").doesNotContain("DONE");
    assertThat(ran.err()).isEqualTo("1 ended, not shown: see them with --all\n");
    assertThat(shell.run("job", "list", "-a").out()).contains("RUNNING", "DONE");
    assertThat(shell.run("job", "list", "-a", "-o", "json").out()).startsWith("[");
  }

  @Test
  void listsAskForFiltersAndFurtherPages() {
    String first =
        "GET /v1/job?statusState=DONE&statusState=FAILED&userName=u&labelSelector=a%3Db&size=100";
    server.answers(
        first,
        "{\"items\":[" + job("DONE", "") + "],\"metadata\":{\"currentPage\":0,\"total\":2}}");
    server.answers(
        first + "&page=1",
        "{\"items\":[" + job("DONE", "") + "],\"metadata\":{\"currentPage\":1,\"total\":2}}");

    var ran = shell.run("job", "ls", "-s", "done,failed", "--user", "u", "-l", "a=b");

    assertThat(ran.out().lines()).hasSize(3);
  }

  @Test
  void aNameStandsForAnIdWhereOnlyOneHasIt() {
    server.answers("GET /v1/job?size=100", list(job("RUNNING", "")));
    server.answers("PUT /v1/job/" + ID + "/kill", 204, "");

    assertThat(shell.run("job", "stop", "nightly").code()).isZero();
    assertThat(server.last().line()).isEqualTo("PUT /v1/job/" + ID + "/kill");
    assertThat(shell.run("job", "stop", "other").err()).contains("There is no job named \"other\"");
  }

  @Test
  void aNameThatTwoHaveIsRefused() {
    server.answers("GET /v1/app?size=100", list(job("RUNNING", ""), job("RUNNING", "")));

    var ran = shell.run("app", "delete", "nightly");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("error: 2 apps are named \"nightly\": give the id.\n");
  }

  @Test
  void workloadsAreShownStartedStoppedLabelledAndDeleted() {
    server.answers("GET /v1/notebook/" + ID, job("RUNNING", ""));
    server.answers("PUT /v1/notebook/" + ID + "/start", 204, "");
    server.answers("PUT /v1/notebook/" + ID + "/stop", 204, "");
    server.answers("PUT /v1/notebook/" + ID + "/label", 204, "");
    server.answers("DELETE /v1/notebook/" + ID + "?force=true", 204, "");

    assertThat(shell.run("notebook", "get", ID).out()).contains("State       RUNNING");
    assertThat(shell.run("notebook", "start", ID).code()).isZero();
    assertThat(shell.run("notebook", "stop", ID).code()).isZero();
    assertThat(shell.run("notebook", "label", ID, "a=b", "--remove", "c").code()).isZero();
    assertThat(server.asked().stream().map(FakeServer.Asked::body))
        .contains("{\"name\":\"a\",\"value\":\"b\"}", "{\"name\":\"c\"}");
    assertThat(shell.run("notebook", "label", ID, "a").code()).isEqualTo(2);
    assertThat(shell.run("notebook", "label", ID).code()).isEqualTo(2);
    assertThat(shell.run("notebook", "delete", ID, "-f").code()).isZero();
  }

  @Test
  void aLogIsPrintedAsItIs() {
    server.answers("GET /v1/job/" + ID + "/log", "one\ntwo");
    server.answers("GET /v1/job/" + ID + "/log?tail=1", "two\n");

    assertThat(shell.run("job", "logs", ID).out()).isEqualTo("one\ntwo\n");
    assertThat(shell.run("job", "logs", ID, "--tail", "1").out()).isEqualTo("two\n");
  }

  @Test
  void withoutWebSocketsALogIsFollowedByLookingAgain() {
    server.answers("GET /v1/job/" + ID, job("RUNNING", ""));
    server.answers("GET /v1/job/" + ID, job("RUNNING", ""));
    server.answers("GET /v1/job/" + ID, job("DONE", ",\"exitCode\":0"));
    server.answers("GET /v1/job/" + ID + "/log", "one\n");
    server.answers("GET /v1/job/" + ID + "/log", "one\ntwo\n");
    server.answers("GET /v1/job/" + ID + "/log", "one\ntwo\nthree");

    var ran = shell.run("job", "logs", "-f", ID);

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void theJobsOwnExitCodeIsTakenOnlyWhenAskedFor() {
    server.answers("POST /v1/job", job("QUEUED", ""));
    server.answers("GET /v1/job/" + ID, job("FAILED", ",\"exitCode\":3"));
    server.answers("GET /v1/job/" + ID + "/log", "oh\n");

    assertThat(shell.run("job", "logs", "-f", ID).code()).isZero();
    assertThat(shell.run("job", "logs", "-f", "--exit-code", ID).code()).isEqualTo(3);
    var followed = shell.run("job", "run", "host", "--follow", "--", "false");
    assertThat(followed.code()).isEqualTo(1);
    assertThat(followed.out()).isEqualTo("oh\n");
    assertThat(followed.err()).contains("FAILED", "Exit code 3");
    assertThat(shell.run("job", "run", "host", "--follow", "--exit-code").code()).isEqualTo(3);
  }

  @Test
  void whatIsOfferedIsListed() {
    server.answers(
        "GET /v1/capabilities/flavor",
        """
        [{"id":"cpu","type":"cpu","description":"d","max":2,
          "resourcesPerUnit":{"cpu":1,"memory":4294967296,"ephemeralStorage":21474836480}}]""");
    server.answers("GET /v1/capabilities/flavor/cpu", "{\"id\":\"cpu\",\"gpu\":null}");
    server.answers("GET /v1/capabilities/notebook/editor", "[{\"id\":\"jupyter\"}]");
    server.answers(
        "GET /v1/capabilities/notebook/framework", "[{\"id\":\"py\",\"versions\":[\"3\"]}]");
    server.answers("GET /v1/capabilities/job/image", "[{\"id\":\"host\"}]");
    server.answers("GET /v1/capabilities/app/image", "[]");

    assertThat(shell.run("capabilities", "flavor", "list").out())
        .contains("1 CPU, 4.0 GiB, 20.0 GiB of workspace");
    assertThat(shell.run("capabilities", "flavor", "get", "cpu").out())
        .isEqualTo("id: cpu\ngpu: null\n");
    assertThat(shell.run("capabilities", "editor", "list").out()).contains("jupyter");
    assertThat(shell.run("capabilities", "framework", "list").out()).contains("py");
    assertThat(shell.run("capabilities", "image", "list", "-o", "yaml").out())
        .isEqualTo("- id: host\n");
  }

  @Test
  void whatCannotBeReadIsMisuse() {
    for (String[] wrong :
        new String[][] {
          {"-t", "soon"}, {"-c", "two"}, {"-l", "nolabel"}, {"-e", "NOT_SET_HERE"},
          {"-v", "nowhere"}, {"-o", "xml"}, {"--exit-code"}, {"--colour"}
        }) {
      var words = new java.util.ArrayList<>(java.util.List.of("job", "run", "host"));
      words.addAll(java.util.List.of(wrong));
      var ran = shell.run(words.toArray(String[]::new));

      assertThat(ran.code()).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(ran.err()).startsWith("error: ").contains("--help");
    }
    assertThat(server.asked()).isEmpty();
  }
}
