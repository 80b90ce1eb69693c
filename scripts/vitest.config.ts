import { defineConfig } from 'vitest/config';

// The rules of the house only read files, so this run starts no database.
export default defineConfig({ test: { include: ['scripts/tidy.test.ts'] } });
