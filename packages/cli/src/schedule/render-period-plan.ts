// A plan as text: its turns in order, what each person carries, why, or what stands against it.

import type { PeriodPlanView, PlannedPersonView } from '@evenwatch/api'
import { renderTable } from '../terminal/render-table.ts'
import type { Style } from '../terminal/style.ts'
import type { Times } from '../terminal/times.ts'

export function renderPeriodPlan(
  style: Style,
  times: Times,
  schedule: string,
  plan: PeriodPlanView,
): string {
  const turns = plan.turns.length === 1 ? '1 turn' : `${plan.turns.length} turns`
  const heads = {
    complete: `${schedule}, layer ${plan.layer}: ${turns} planned`,
    impossible: `${schedule}, layer ${plan.layer}: no plan is possible`,
    undecided: `${schedule}, layer ${plan.layer}: no plan was found`,
  }
  const dates = `${formatDay(plan.from, times)} to ${formatDay(plan.until, times)}`
  const sections = [
    `${style.bold(heads[plan.kind])}, ${dates}\n`,
    conflictsOf(style, plan),
    turnsOf(style, times, plan),
    peopleOf(style, plan),
    lines(plan.reasons),
    lines(plan.notes),
  ]
  const told = sections.filter((text) => text !== '').join('\n')
  return `${told}${times.line(style)}`
}

function conflictsOf(style: Style, plan: PeriodPlanView): string {
  if (plan.kind !== 'impossible') return ''
  const table = ({ conflicts, explanation }: PeriodPlanView['further'][number]) => {
    const rows = conflicts.map(({ sentence, remedy }) => [sentence, remedy])
    return renderTable(style, ['demand', 'what would help'], rows) + lines(explanation)
  }
  const head = plan.isMinimal
    ? 'These cannot all be met; without any one of them the others can:\n'
    : 'These cannot all be met; perhaps fewer of them would do:\n'
  const further = plan.further.map((one) => `Once that is settled, these remain:\n${table(one)}`)
  return [head + table(plan), ...further].join('\n')
}

function turnsOf(style: Style, times: Times, { kind, turns }: PeriodPlanView): string {
  const rows = turns.map(({ startsAt, endsAt, user, reason }, i) => [
    String(i + 1),
    times.when(startsAt),
    times.when(endsAt),
    user?.displayName ?? style.bad('nobody'),
    style.quiet(reason ?? ''),
  ])
  const table = renderTable(style, ['turn', 'from', 'until', 'person', 'because'], rows)
  return kind === 'complete' ? table : `The best attempt:\n${table}`
}

function peopleOf(style: Style, { people }: PeriodPlanView): string {
  const rows = people.map((one) => [
    one.user.displayName,
    turnsInWords(one),
    String(one.nights),
    String(one.weekends),
    String(one.weightedHours),
    String(one.carriedWeightedHours),
    one.differencePercent === null ? '–' : signed(one.differencePercent),
    String(one.now.weightedHours),
  ])
  const headings = [
    'person',
    'turns',
    'nights',
    'weekends',
    'weighted',
    'carried',
    'average',
    'now',
  ]
  return renderTable(style, headings, rows)
}

function turnsInWords({ turns, shiftsMax }: PlannedPersonView): string {
  return shiftsMax === null ? String(turns) : `${turns} of at most ${shiftsMax}`
}

function signed(percent: number): string {
  return `${percent > 0 ? '+' : percent < 0 ? '−' : '±'}${Math.abs(percent)} %`
}

/** With the year: periods reach over its end. */
function formatDay(instant: string, { zone }: Times): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone })
  return format.format(new Date(instant))
}

const lines = (sentences: readonly string[]) => sentences.map((one) => `${one}\n`).join('')
