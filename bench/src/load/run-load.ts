// Starts the load generator and reads its one line.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LoadResult } from './http-load.ts'

export type Load = {
  readonly port: number
  readonly path: string
  readonly connections: number
  readonly forMs: number
  readonly authorization?: string
  readonly template: string
  /** Requests a second; absent: as many as are answered. */
  readonly rate?: number
}

export async function runLoad(load: Load): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-load-'))
  const file = join(folder, 'template')
  writeFileSync(file, load.template)
  const script = fileURLToPath(new URL('./http-load.ts', import.meta.url))
  const args = [load.port, load.path, load.connections, load.forMs, load.authorization ?? '-', file]
  if (load.rate !== undefined) args.push(load.rate)
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    for await (const chunk of child.stdout) output += String(chunk)
    return JSON.parse(output) as LoadResult
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function perSecond(result: LoadResult): number {
  if (result.failed > 0)
    throw new RangeError(
      `${result.failed} of ${result.requests} requests failed; the first:\n${result.firstFailure}`,
    )
  return (result.requests / result.tookMs) * 1_000
}
