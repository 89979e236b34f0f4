import { defineConfig } from 'vitest/config'

// Four projects, so that a slow one never hides a fast one:
//   core    pure decisions, no process, no database
//   server  production code on a real PostgreSQL, one embedded server for the whole run
//   sim     scenarios on simulated time
//   e2e     a browser and real clients against the built product, one file at a time
export default defineConfig({
  test: {
    passWithNoTests: true,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['packages/{core,api,web}/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['packages/{server,cli}/src/**/*.test.ts'],
          globalSetup: ['packages/server/src/platform/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'sim', include: ['packages/sim/src/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.test.ts'],
          setupFiles: ['scripts/test/require-system-packages.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
