// npm test: every test there is, and as the last line `N passed, N failed, N skipped`.
//
//   npm test                    all projects, then the end-to-end tests
//   npm test -- core            one project: core, server, sim or e2e
//   npm test -- core duration   its files whose path contains "duration"
//   npm run test:crash          the long run that kills processes
//
// In continuous integration (CI=1 or CI=true) a skipped test is a failure.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildAll } from './build/build-all.ts'
import { listFiles, ROOT } from './shared/repository.ts'
import { runScript, runTool } from './shared/run-command.ts'
import { readArguments } from './test/read-arguments.ts'
import { installMissingPackages } from './test/system-packages.ts'
import {
  addCounts,
  closingLine,
  countTests,
  NO_TESTS,
  type TestCounts,
} from './test/test-counts.ts'

const CRASH_RUN = 'packages/sim/src/crash/main.ts'

/** No zone of ours, no UTC, and its rules changed in 2019: code that leaks the zone shows here. */
const TEST_TIME_ZONE = 'America/Sao_Paulo'

const args = process.argv.slice(2)
process.exitCode = args[0] === 'crash' ? await runCrashTests(args.slice(1)) : await runTests(args)

async function runTests(given: readonly string[]): Promise<number> {
  const { unitProjects, endToEnd, passedOn } = readArguments(given)
  let counts = NO_TESTS
  // The server's tests also try a PostgreSQL that is not the embedded one, where there is one.
  if (endToEnd || unitProjects.includes('server')) await installMissingPackages()
  if (unitProjects.length > 0) counts = addCounts(counts, await runVitest(unitProjects, passedOn))
  if (endToEnd) counts = addCounts(counts, await runEndToEnd(passedOn))

  const skippedFails = counts.skipped > 0 && ['1', 'true'].includes(process.env.CI ?? '')
  if (skippedFails) say('A skipped test is a failure here: run it, or delete it.')
  say(closingLine(counts))
  return counts.failed > 0 || skippedFails ? 1 : 0
}

async function runEndToEnd(passedOn: readonly string[]): Promise<TestCounts> {
  const files = existsSync(join(ROOT, 'e2e/src')) ? listFiles('e2e/src') : []
  if (!files.some((path) => path.endsWith('.test.ts'))) {
    say('e2e: nothing to do, e2e/src has no tests yet')
    return NO_TESTS
  }
  await buildAll()
  return runVitest(['e2e'], ['--no-file-parallelism', ...passedOn])
}

async function runVitest(projects: readonly string[], passedOn: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-tests-'))
  const reportFile = join(folder, 'report.json')
  try {
    const { exitCode } = await runTool(
      'vitest',
      [
        'run',
        ...projects.map((name) => `--project=${name}`),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${reportFile}`,
        ...passedOn,
      ],
      { streams: 'show', env: { TZ: TEST_TIME_ZONE } },
    )
    const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null
    return countTests(report, exitCode)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runCrashTests(passedOn: readonly string[]): Promise<number> {
  if (!existsSync(join(ROOT, CRASH_RUN))) {
    say(`crash: nothing to do, ${CRASH_RUN} does not exist yet`)
    say(closingLine(NO_TESTS))
    return 0
  }
  const { exitCode } = await runScript(CRASH_RUN, passedOn, { streams: 'show' })
  return exitCode
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
