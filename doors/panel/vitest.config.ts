import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { dir: 'src/test/unit', testTimeout: 30_000, watch: false } });
