package gatehouse.doors.wire.ai;

/**
 * What GPU a flavor has.
 *
 * @param gpuMemory bytes
 */
public record GpuInformation(String gpuBrand, String gpuModel, long gpuMemory) {}
