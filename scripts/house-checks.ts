// What holds in this repository and no other tool knows. Each finding names its remedy.
//
//   node --import tsx scripts/house-checks.ts [folder of a checkout]

import type { Finding } from './house/finding.ts'
import { FILE_RULES, SIGNALS, TREE_RULES } from './house/house-rules.ts'
import { readTree } from './house/read-tree.ts'
import { ROOT } from './shared/repository.ts'

const tree = readTree(process.argv[2] ?? ROOT)
const rulesWithFindings = [
  ...FILE_RULES.map((rule) => ({
    rule,
    findings: tree.sources.flatMap((file) => rule.check(file)),
  })),
  ...TREE_RULES.map((rule) => ({ rule, findings: rule.check(tree) })),
]
const broken = rulesWithFindings.filter(({ findings }) => findings.length > 0)
for (const { rule, findings } of broken) print(`✗ ${rule.name}`, findings, rule.remedy)
for (const rule of SIGNALS) {
  const findings = tree.sources.flatMap((file) => rule.check(file))
  if (findings.length > 0) print(`signal: ${rule.name}`, findings, rule.remedy)
}
const count = FILE_RULES.length + TREE_RULES.length
say(`${count} rules over ${tree.sources.length} files, ${broken.length} broken`)
process.exitCode = broken.length > 0 ? 1 : 0

function print(heading: string, findings: readonly Finding[], remedy: string): void {
  say(heading)
  for (const { path, line, message } of findings) {
    say(`  ${line === undefined ? path : `${path}:${line}`}  ${message}`)
  }
  say(`  → ${remedy}\n`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
