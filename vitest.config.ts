import { defineConfig } from 'vitest/config'

/** What is waited for by its state comes when it comes, also on a busy machine. */
const waiting = { poll: { timeout: 30_000 } }

/**
 * `pure`: packages, no database. `server`: one PostgreSQL per run, one cloned database per test file that asks.
 * `e2e`: one real server with the demo street, stories in a browser one after the other (`npm run -s e2e`).
 */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      // Nothing in these keeps state between files, so that they share what they import.
      { test: { name: 'pure', isolate: false, expect: waiting, testTimeout: 60_000, include: ['packages/*/src/**/*.test.ts', 'apps/{console,patrol,resident}/src/**/*.test.ts', 'tools/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          isolate: false,
          expect: waiting,
          include: ['apps/server/**/*.test.ts'],
          globalSetup: ['apps/server/test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          expect: waiting,
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
