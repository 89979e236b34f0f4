// A plan as people read it: objects that change, people whom it moves, what to know beforehand.

import type { ConfigurationPlan } from '@evenwatch/api'
import { readerZone } from '../terminal/format-time.ts'
import type { Style } from '../terminal/style.ts'
import { timesIn } from '../terminal/times.ts'

export const FIELDS_SHOWN_MAX = 6

const MARKS = { create: '+', update: '~', delete: '-', same: ' ' } as const

export function renderPlan(
  style: Style,
  plan: ConfigurationPlan,
  times = timesIn(readerZone()),
): string {
  const changed = plan.changes.filter(({ change }) => change !== 'same')
  const same = plan.changes.length - changed.length
  const lines: string[] = []
  for (const { kind, name, change, fields } of changed) {
    const paint = { create: style.good, update: style.warn, delete: style.bad }[
      change as 'create' | 'update' | 'delete'
    ]
    lines.push(`${paint(MARKS[change])} ${kind} ${style.bold(name)}${shown(change, fields)}`)
  }
  if (changed.length === 0) lines.push('Nothing changes.')
  else if (same > 0) lines.push(style.quiet(`  ${same} others stay as they are.`))
  if (plan.people.length > 0) {
    lines.push('', style.bold('People affected'))
    for (const { user, effects } of plan.people) lines.push(`  ${user}: ${effects.join(', ')}`)
  }
  if (plan.firstMoveAt !== null) {
    lines.push(`  The first change of hands: ${times.when(plan.firstMoveAt)} (${times.zone}).`)
  }
  for (const warning of plan.warnings) lines.push(`${style.warn('Mind:')} ${warning}`)
  return `${lines.join('\n')}\n`
}

function shown(change: string, fields: readonly string[]): string {
  if (change !== 'update' || fields.length === 0) return ''
  const more = fields.length - FIELDS_SHOWN_MAX
  const rest = more > 0 ? ` and ${more} more` : ''
  return `: ${fields.slice(0, FIELDS_SHOWN_MAX).join(', ')}${rest}`
}
