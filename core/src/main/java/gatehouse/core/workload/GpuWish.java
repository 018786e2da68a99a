package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import java.util.Locale;

/**
 * GPUs that were asked for; which ones they become is decided at admission.
 *
 * @param count at least 1
 * @param model as the inventory names it
 */
public record GpuWish(int count, String model) {
  private static final String ENDING = "-1-gpu";

  /**
   * @throws Refused with {@link Invalid} for none
   */
  public GpuWish {
    if (count < 1) {
      throw new Refused(new Invalid("resources.gpu", "1 or more"));
    }
  }

  /** The flavor's name, in the model's manner: {@code nvidia-h100-pcie-1-gpu}. */
  public String flavor() {
    return flavorOf(model);
  }

  /** The name of the flavor of one GPU of a model. */
  public static String flavorOf(String model) {
    String plain = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain.replaceAll("^-|-$", "") + ENDING;
  }

  boolean fits(Gpu gpu) {
    return gpu.model().equals(model);
  }

  /** For people: "1 GPU". */
  static String inWords(int count) {
    return count == 1 ? "1 GPU" : count + " GPUs";
  }
}
