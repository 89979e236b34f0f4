// From the command to /readyz, as users start it: the built bundle, the embedded database, first
// ever and warm; and what the idle installation keeps in memory.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchRow } from './bench-row.ts'
import { median } from './statistics.ts'

const BUNDLE = fileURLToPath(new URL('../../dist/evenwatch.js', import.meta.url))
const ROUNDS = 5
const LOOK_EVERY_MS = 5
const READY_MS_MAX = 30_000
const SETTLE_MS = 5_000

export async function benchStart(): Promise<BenchRow[]> {
  if (!existsSync(BUNDLE)) throw new Error('Run `npm run build` first.')
  const first: number[] = []
  const warm: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const dataDir = mkdtempSync(join(tmpdir(), 'evenwatch-start-'))
    try {
      first.push(await timeStart(dataDir, 21_000 + round))
      warm.push(await timeStart(dataDir, 21_000 + round))
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
  return [
    seconds('first start ever, embedded database, to /readyz', median(first), 3, 2),
    seconds('warm start to /readyz', median(warm), 0.7, 0.4),
  ]
}

async function timeStart(dataDir: string, port: number): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [BUNDLE, 'serve'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      EVENWATCH_DATA_DIR: dataDir,
      PORT: String(port),
      EVENWATCH_LOG_LEVEL: 'error',
    },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let isReady = false
  while (!isReady && performance.now() - startedAt < READY_MS_MAX && child.exitCode === null) {
    isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (!isReady) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  const tookMs = performance.now() - startedAt
  child.kill('SIGTERM')
  await ended
  return isReady ? tookMs / 1_000 : Number.POSITIVE_INFINITY
}

export async function benchMemory(): Promise<BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'evenwatch-memory-'))
  const child = spawn(process.execPath, [BUNDLE, 'serve'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      EVENWATCH_DATA_DIR: dataDir,
      PORT: '21010',
      EVENWATCH_LOG_LEVEL: 'error',
    },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    const value = familyOf(Number(child.pid)).reduce((sum, pid) => sum + pssOf(pid), 0) / 1_024
    return [
      {
        name: 'idle memory, database included (PSS)',
        value,
        unit: 'MB',
        budget: 200,
        aim: 150,
        lowerIsBetter: true,
      },
    ]
  } finally {
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** A process and everything it started. */
function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
  return [pid, ...children.flatMap(familyOf)]
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
}

function seconds(name: string, value: number, budget: number, aim: number): BenchRow {
  return { name, value, unit: 's', budget, aim, lowerIsBetter: true, note: `median of ${ROUNDS}` }
}
