// Runs `npm test` as it is in the README, shows it as it goes and keeps its closing line.

import { spawn } from 'node:child_process'
import { ROOT } from '../shared/repository.ts'
import type { StepResult } from './step-result.ts'

const CLOSING_LINE = /^\d+ passed, \d+ failed, \d+ skipped$/

export function runTestStep(): Promise<StepResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['test', '--silent'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let lastLines = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (piece: string) => {
      process.stdout.write(piece)
      lastLines = (lastLines + piece).slice(-TAIL_CHARS)
    })
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const closingLine = lastLines.trimEnd().split('\n').at(-1) ?? ''
      const closed = CLOSING_LINE.test(closingLine)
      const output = closed ? '' : 'npm test ended without its closing line'
      const passed = exitCode === 0 && closed
      resolve({ passed, output, ...(closed && { closingLine }) })
    })
  })
}

/** More than the closing line, less than a run. */
const TAIL_CHARS = 1_000
