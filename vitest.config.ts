import { defineConfig } from 'vitest/config'

/** `pure`: packages, no database. `server`: one PostgreSQL per run, one cloned database per test file that asks. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { test: { name: 'pure', include: ['packages/*/src/**/*.test.ts', 'apps/{console,patrol,resident}/src/**/*.test.ts', 'tools/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['apps/server/**/*.test.ts'],
          globalSetup: ['apps/server/test/global-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
