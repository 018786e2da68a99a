-- Who may come by SSH, and the port that speaks gRPC.
UPDATE workloads SET spec = spec || '{"reach": {"keys": [], "grpcPort": 0}}'
WHERE NOT spec ? 'reach';
