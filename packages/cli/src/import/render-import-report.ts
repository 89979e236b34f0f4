// The report of an import as people read it: what came over, what did not and why, who would be on
// call differently, and what applying writes.

import { formatInstant } from '@evenwatch/core'
import { renderPlan } from '../configuration/render-plan.ts'
import { formatWhen } from '../terminal/format-time.ts'
import type { Style } from '../terminal/style.ts'
import { COVERAGE_DAYS, type ScheduleCoverage } from './compare-coverage.ts'
import { type ImportReport, type ReportLine, wordOf } from './import-report.ts'

/** On a terminal; a file holds everything. */
export const LINES_SHOWN_MAX = 60
export const DIFFERENCES_SHOWN_MAX = 8

export function renderImportReport(style: Style, report: ImportReport, whole: boolean): string {
  return [
    ...objectLines(style, report.objects, whole),
    '',
    ...coverageLines(style, report.coverage, whole),
    '',
    style.bold('Changes here'),
    ...planLines(style, report, whole),
    `Overrides: ${report.overrides.toWrite} to write, ${kept(report.overrides)} here already.`,
    ...(report.absences.all > 0
      ? [`Absences: ${report.absences.toWrite} to note, ${kept(report.absences)} here already.`]
      : []),
    `${report.changes} changes.`,
    '',
  ].join('\n')
}

/** Everything is new on a first run, so what is new is counted; what is changed is listed. */
function planLines(style: Style, { plan }: ImportReport, whole: boolean): string[] {
  if (whole) return [renderPlan(style, plan).trimEnd()]
  const created = plan.changes.filter(({ change }) => change === 'create')
  const changes = plan.changes.filter(({ change }) => change !== 'create')
  const moved = plan.people.length
  return [
    ...(created.length > 0
      ? [`${style.good('+')} ${countsOf(created.map(({ kind }) => ({ kind: wordOf(kind) })))}`]
      : []),
    ...(changes.length > 0 ? [renderPlan(style, { ...plan, changes, people: [] }).trimEnd()] : []),
    ...(moved > 0 ? [`${moved} people get shifts or other shifts; --report FILE says which.`] : []),
  ]
}

function kept({ all, toWrite }: ImportReport['overrides']): number {
  return all - toWrite
}

function objectLines(style: Style, objects: readonly ReportLine[], whole: boolean): string[] {
  const of = (outcome: ReportLine['outcome']) => objects.filter((one) => one.outcome === outcome)
  const same = of('same')
  const lines = [style.bold('Came over as they were'), `  ${countsOf(same) || 'nothing'}`]
  if (whole) lines.push(...same.map(({ kind, name }) => `  same     ${kind} ${name}`))
  lines.push(...section(style, 'Changed', of('changed'), style.warn, whole))
  lines.push(...section(style, 'Cannot', of('cannot'), style.bad, whole))
  return lines
}

function countsOf(lines: readonly { readonly kind: string }[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of lines) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind}: ${count}`).join(', ')
}

function section(
  style: Style,
  title: string,
  lines: readonly ReportLine[],
  paint: (text: string) => string,
  whole: boolean,
): string[] {
  if (lines.length === 0) return []
  const shown = whole ? lines : lines.slice(0, LINES_SHOWN_MAX)
  const more = lines.length - shown.length
  return [
    '',
    style.bold(`${title} (${lines.length})`),
    ...shown.map(
      ({ kind, name, code, detail }) =>
        `  ${paint(code ?? '')} ${kind} ${style.bold(name)}: ${detail}`,
    ),
    ...(more > 0 ? [style.quiet(`  and ${more} more; --report FILE writes them all`)] : []),
  ]
}

function coverageLines(
  style: Style,
  coverage: readonly ScheduleCoverage[],
  whole: boolean,
): string[] {
  const compared = coverage.filter(({ span }) => span !== null)
  const differing = compared.filter(({ differences }) => differences.length > 0)
  const silent = coverage.filter(({ span }) => span === null)
  const lines = [
    style.bold(`Who is on call, there and here, for ${COVERAGE_DAYS} days`),
    `  ${compared.length - differing.length} of ${compared.length} schedules say the same at every boundary.`,
  ]
  if (silent.length > 0) {
    const names = silent.map(({ schedule }) => schedule).join(', ')
    lines.push(`  Not compared, because the source gives no shifts of its own: ${names}.`)
  }
  for (const one of differing) lines.push(...differenceLines(style, one, whole))
  return lines
}

function differenceLines(style: Style, one: ScheduleCoverage, whole: boolean): string[] {
  const { schedule, timeZone, differences, reasons } = one
  const shown = whole ? differences : differences.slice(0, DIFFERENCES_SHOWN_MAX)
  const codes = [...new Set(reasons.map(({ code }) => code))]
  const why =
    codes.length > 0 ? style.warn(`because of ${codes.join(', ')}`) : style.bad('without a reason')
  const when = (at: number) => formatWhen(formatInstant(at), timeZone)
  return [
    `  ${style.bold(schedule)} differs ${differences.length} times, ${why} (times in ${timeZone}):`,
    ...shown.map(
      ({ startsAt, endsAt, before, after, policies }) =>
        `    ${when(startsAt)} → ${when(endsAt)}: there ${who(before, policies?.before)}, here ${who(after, policies?.after)}`,
    ),
    ...(shown.length < differences.length
      ? [style.quiet(`    and ${differences.length - shown.length} more`)]
      : []),
  ]
}

function who(users: readonly string[], policies: readonly string[] = []): string {
  const names = [...users, ...policies.map((policy) => `policy ${policy}`)]
  return names.length === 0 ? 'nobody' : names.join(', ')
}
