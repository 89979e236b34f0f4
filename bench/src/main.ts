// npm run bench [-- name ...] [--check] [--json]: each line a figure with its budget and its aim.
// With --check a missed budget ends with exit code 1.

import { benchCalendar } from './calendar.bench.ts'
import { formatRows, isMissed } from './format-rows.ts'
import { benchIngest, benchRules } from './ingest.bench.ts'
import { KNOWN_MISSES } from './known-misses.ts'
import { benchEscalation, benchLatency, benchRecipients } from './paging.bench.ts'
import { benchSchedule } from './schedule.bench.ts'
import { benchMemory, benchStart } from './start.bench.ts'

const BENCHES = {
  schedule: benchSchedule,
  calendar: benchCalendar,
  ingest: benchIngest,
  rules: benchRules,
  latency: benchLatency,
  escalation: benchEscalation,
  recipients: benchRecipients,
  start: benchStart,
  memory: benchMemory,
}

const args = process.argv.slice(2)
const named = args.filter((arg) => !arg.startsWith('--'))
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) {
  console.error(
    `No benchmark is called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`,
  )
  process.exit(2)
}
const rows = []
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue
  const measured = await bench()
  rows.push(...measured)
  if (!args.includes('--json')) console.log(formatRows(measured))
}
if (args.includes('--json')) console.log(JSON.stringify(rows, null, 2))
const missed = rows.filter(isMissed)
const known = missed.filter((row) => KNOWN_MISSES.some(({ name }) => name === row.name))
const unknownMisses = missed.filter((row) => !known.includes(row))
if (!args.includes('--json')) {
  console.log(`${rows.length - missed.length} of ${rows.length} budgets held`)
  for (const { name, decision } of KNOWN_MISSES) {
    if (known.some((row) => row.name === name))
      console.log(`missed, and known: ${name} (${decision})`)
  }
  for (const row of unknownMisses) console.log(`MISSED: ${row.name}`)
}
process.exit(args.includes('--check') && unknownMisses.length > 0 ? 1 : 0)
