// npm run generate: writes what is written from the code.
//
//   npm run generate              writes the files that differ
//   npm run generate -- --check   writes nothing; exits 1 if a file would differ

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { firstDifference } from './generate/first-difference.ts'
import { GENERATE_STEPS } from './generate/generate-steps.ts'
import { ROOT } from './shared/repository.ts'

const checkOnly = process.argv.includes('--check')
const outdated: string[] = []

for (const { path, render } of GENERATE_STEPS) {
  const text = await render()
  if (typeof text !== 'string') {
    say(`${path}: nothing to do, ${text.nothingToDo}`)
    continue
  }
  const file = join(ROOT, path)
  const present = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (present === text) continue
  outdated.push(path)
  if (checkOnly) {
    say(`${path} is out of date. ${firstDifference(present, text)}`)
  } else {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    say(`wrote ${path}`)
  }
}

if (outdated.length === 0) say(`${GENERATE_STEPS.length} generated files, none out of date`)
if (checkOnly && outdated.length > 0) {
  say('Run `npm run generate` and commit what it writes.')
  process.exitCode = 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
