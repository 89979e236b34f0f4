// `evenwatch who`: who is on call for a service, team, schedule or person, and how to reach them.

import { findWhoIsOnCall, type WhoHitView } from '@evenwatch/api'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Times } from '../terminal/times.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Options = AnswerOptions & { readonly at?: string }
type Level = WhoHitView['levels'][number]

export function addWho(program: Command, terminal: Terminal): void {
  const command = program
    .command('who')
    .summary('say who is on call for something, and how to reach them')
    .description(
      'Searches services, teams, schedules and people, and says of each whom to turn to, in order,\n' +
        'until when, who is next, and how to reach them.',
    )
    .argument('<name...>', 'part of a name')
    .option('--at <instant>', 'at this instant', readInstantOption)
    .action(async (words: readonly string[], options: Options) => {
      const { call } = connect(terminal)
      const q = words.join(' ')
      const { at } = options
      const answer = await call(findWhoIsOnCall, { query: { q, ...(at !== undefined && { at }) } })
      const times = await timesFor(call, options)
      printAnswer(terminal, options, answer, ({ hits, more }) => {
        const style = styleOf(terminal)
        if (hits.length === 0) return `Nothing is called “${q}”.\n`
        const rest = more === 0 ? '' : ` ${more} more fit; say more of the name.`
        const zone = style.quiet(`Times in ${times.zone}.${rest}`)
        return `${hits.map((hit) => renderHit(style, times, hit)).join('\n')}\n${zone}\n`
      })
    })
  withExamples(withTimes(command), [
    ['evenwatch who checkout', ''],
    ['evenwatch who payments --at 2026-12-24T18:00:00+01:00', ''],
    ["evenwatch who checkout --json | jq -r '.hits[0].levels[0].people[].user.name'", ''],
  ])
}

function renderHit(style: Style, times: Times, hit: WhoHitView): string {
  const lines = hit.levels.flatMap((level) => renderLevel(style, times, level))
  const body = lines.length === 0 ? [style.warn('  Nobody.')] : lines
  return [`${style.bold(hit.displayName)}  ${style.quiet(hit.about)}`, ...body, ''].join('\n')
}

function renderLevel(style: Style, times: Times, level: Level): string[] {
  const people = level.people.flatMap(({ user, until, reasons, reach, isReachable }) => {
    const when = until === null ? '' : `, until ${times.when(until)}`
    const why = reasons.length === 0 ? '' : `, ${reasons.join('; ')}`
    const ways = reach
      .filter(({ verified }) => verified)
      .map(({ name, address }) => (address === '' ? name : `${name} ${address}`))
    return [
      `    ${user.displayName}${when}${style.quiet(why)}`,
      isReachable
        ? style.quiet(`      ${ways.join(', ')}`)
        : style.warn('      A page does not reach them: no contact method works.'),
    ]
  })
  const gaps = level.gaps.map(({ schedule, until }) => {
    const end = until === null ? 'for two weeks at least' : `until ${times.when(until)}`
    return style.warn(`    Nobody is on call in ${schedule.name}, ${end}.`)
  })
  const next = level.next.map(({ people: who, policies: others, startsAt, schedule }) => {
    const policies = others.map((one) => `policy ${one.displayName}`)
    const names = [...who.map((one) => one.displayName), ...policies].join(', ')
    return `    next: ${names} from ${times.when(startsAt)} ${style.quiet(`(${schedule.name})`)}`
  })
  const nobody = people.length + gaps.length === 0 ? [style.warn('    Nobody.')] : []
  const more = level.morePeople > 0 ? [`    and ${level.morePeople} more`] : []
  const through = level.policies.map(({ displayName }) =>
    style.quiet(`    through the policy ${displayName}, which pages first:`),
  )
  return [`  ${level.words}`, ...through, ...people, ...more, ...gaps, ...nobody, ...next]
}
