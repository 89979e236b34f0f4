// Brings `dist` up to date, one line per part, and does nothing where nothing changed.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../shared/repository.ts'
import { BUILD_PARTS, type BuildPart, DIST } from './build-parts.ts'
import { isStamped, stampOf, writeStamp } from './source-stamp.ts'

export async function buildAll(): Promise<void> {
  for (const part of BUILD_PARTS) {
    const startedAt = performance.now()
    const result = await buildPart(part)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(2)
    process.stdout.write(`build ${part.name.padEnd(10)} ${result} (${seconds} s)\n`)
  }
}

async function buildPart(part: BuildPart): Promise<string> {
  if (!existsSync(join(ROOT, part.entry))) return `nothing to do: ${part.entry} does not exist yet`
  const stampFile = join(DIST, `.stamp-${part.name}`)
  const stamp = stampOf(ROOT, part.inputs)
  const output = join(DIST, part.output)
  if (existsSync(output) && isStamped(stampFile, stamp)) return 'unchanged'
  await part.build()
  // After the build, so that one that broke is tried again.
  writeStamp(stampFile, stamp)
  return `built dist/${part.output}`
}
