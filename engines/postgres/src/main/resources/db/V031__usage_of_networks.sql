-- What workloads move over the network, and what they use of their GPUs.
ALTER TABLE usage
  ADD COLUMN received bigint NOT NULL DEFAULT 0,
  ADD COLUMN sent bigint NOT NULL DEFAULT 0,
  ADD COLUMN gpu_seconds double precision NOT NULL DEFAULT 0,
  ADD COLUMN gpu_memory_seconds double precision NOT NULL DEFAULT 0,
  ADD COLUMN gpu_memory_max bigint NOT NULL DEFAULT 0;
