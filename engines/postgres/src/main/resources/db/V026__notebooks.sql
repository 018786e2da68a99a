-- What a notebook runs in is no longer what its framework is called, and it may start again.
UPDATE workloads
SET spec = spec || jsonb_build_object('image', spec -> 'framework', 'timeoutAutoRestart', false)
WHERE kind = 'NOTEBOOK' AND NOT spec ? 'image';
