package gatehouse.doors.api.ai;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.JobArrays;
import gatehouse.core.workload.Workload;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.JobArrayAnswer;
import gatehouse.doors.wire.ai.JobArrayBody;
import gatehouse.doors.wire.ai.JobWishBody;
import java.util.List;

/** Several jobs asked for in one call: all of them or none. */
public final class JobArrayResource implements Resource {
  private final JobArrays arrays;
  private final KnownVolumes volumes;

  public JobArrayResource(JobArrays arrays, KnownVolumes volumes) {
    this.arrays = arrays;
    this.volumes = volumes;
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "POST",
        "/v1/gatehouse/project/{project}/job-array",
        new Needs(Permission.JOB_LAUNCH),
        this::create);
  }

  private Reply create(Call call) {
    JobArrayBody body = call.strictBody(JobArrayBody.class);
    Integer count = body.count();
    JobWishBody job = body.job();
    if (count == null) {
      throw new Refused(new Invalid("count", "1 to 1000"));
    }
    if (job == null) {
      throw new Refused(new Invalid("job", "what POST /v1/job takes"));
    }
    int start = body.start() == null ? 0 : body.start();
    List<Workload> jobs =
        arrays.create(
            call.actor(), call.project(), WishReader.read(job, volumes.reader(call)), start, count);
    return Reply.json(
        new JobArrayAnswer(
            jobs.getFirst().spec().labels().getOrDefault("array", ""),
            jobs.stream().map(one -> one.id().toString()).toList()));
  }
}
