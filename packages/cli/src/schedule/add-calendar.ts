// `evenwatch calendar`: links that calendar programs subscribe to, and calendars that are read.

import {
  CALENDAR_SUBJECTS,
  createCalendarLink,
  fetchCalendarFeed,
  listCalendarFeeds,
  listCalendarLinks,
  revokeCalendarLink,
  rotateCalendarLink,
} from '@evenwatch/api'
import { Argument, type Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { listAll } from '../connection/list-all.ts'
import { timesFor } from '../connection/times-for.ts'
import {
  type AnswerOptions,
  type JsonOption,
  printAnswer,
  withJson,
  withTimes,
} from '../terminal/print-answer.ts'
import { renderTable } from '../terminal/render-table.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'

export function addCalendar(program: Command, terminal: Terminal): void {
  const calendar = program
    .command('calendar')
    .summary('calendar links, and calendars that are read')
    .description('Links that calendar programs subscribe to, and calendars that are read.')
  addLink(calendar, terminal)
  addLinks(calendar, terminal)
  addRotate(calendar, terminal)
  addRevoke(calendar, terminal)
  addFeeds(calendar, terminal)
  addFetch(calendar, terminal)
}

type Kind = (typeof CALENDAR_SUBJECTS)[number]

function addLink(calendar: Command, terminal: Terminal): void {
  const command = calendar
    .command('link')
    .summary('make a link to shifts')
    .description(
      'Makes a link to the shifts of a person, a schedule or a team, and prints it once.',
    )
    .addArgument(new Argument('<kind>', 'whose shifts').choices(CALENDAR_SUBJECTS))
    .argument('<of>', 'name of the person, schedule or team; me for oneself')
    .action(async (kind: Kind, of: string, options: JsonOption) => {
      const { call } = connect(terminal)
      const answer = await call(createCalendarLink, { body: { kind, of } })
      printAnswer(terminal, options, answer, ({ url }) => `${url}\n`)
    })
  withExamples(withJson(command), [
    ['evenwatch calendar link person me', ''],
    ['evenwatch calendar link schedule payments-primary', ''],
  ])
}

function addLinks(calendar: Command, terminal: Terminal): void {
  const command = calendar
    .command('links')
    .summary('list links')
    .description('Lists calendar links: administrators see all of them, others their own.')
    .action(async (options: AnswerOptions) => {
      const { call } = connect(terminal)
      const items = await listAll((cursor) =>
        call(listCalendarLinks, { query: { ...cursor, limit: 200 } }),
      )
      const times = await timesFor(call, options)
      const style = styleOf(terminal)
      printAnswer(terminal, options, { items, nextCursor: null }, () => {
        const rows = items.map(({ id, subject, hint, lastFetchedAt }) => [
          id,
          `${subject.kind} ${subject.name}`,
          `${hint}…`,
          lastFetchedAt === null ? 'never' : times.when(lastFetchedAt),
        ])
        const headings = ['id', 'shows', 'begins with', 'last fetched']
        return renderTable(style, headings, rows) + times.line(style)
      })
    })
  withTimes(command)
}

function addRotate(calendar: Command, terminal: Terminal): void {
  const command = calendar
    .command('rotate')
    .summary('give a link a new address')
    .description('Gives a link a new address and prints it once; the old one ends at once.')
    .argument('<link>', 'id of the link')
    .action(async (link: string, options: JsonOption) => {
      const { call } = connect(terminal)
      const answer = await call(rotateCalendarLink, { params: { link } })
      printAnswer(terminal, options, answer, ({ url }) => `${url}\n`)
    })
  withJson(command)
}

function addRevoke(calendar: Command, terminal: Terminal): void {
  const command = calendar
    .command('revoke')
    .summary('end a link')
    .description('Ends a calendar link at once.')
    .argument('<link>', 'id of the link')
    .action(async (link: string, options: JsonOption) => {
      const { call } = connect(terminal)
      const answer = await call(revokeCalendarLink, { params: { link } })
      printAnswer(terminal, options, answer, ({ subject }) => {
        return `The link to the ${subject.kind} ${subject.name} has ended.\n`
      })
    })
  withJson(command)
}

function addFeeds(calendar: Command, terminal: Terminal): void {
  const command = calendar
    .command('feeds')
    .summary('list calendars that are read')
    .description('Lists the calendars that are read, and what went wrong with them.')
    .action(async (options: AnswerOptions) => {
      const { call } = connect(terminal)
      const items = await listAll((cursor) =>
        call(listCalendarFeeds, { query: { ...cursor, limit: 200 } }),
      )
      const times = await timesFor(call, options)
      const style = styleOf(terminal)
      printAnswer(terminal, options, { items, nextCursor: null }, () => {
        const rows = items.map((feed) => [
          feed.name,
          feed.schedule ? `shifts of ${feed.schedule.name}` : 'absences',
          String(feed.eventCount),
          String(feed.unmatched.length),
          feed.lastSuccessAt === null ? 'never' : times.when(feed.lastSuccessAt),
          feed.lastError === null ? '–' : style.warn(feed.lastError),
        ])
        const headings = ['name', 'for', 'events', 'unmatched', 'last good reading', 'fault']
        return renderTable(style, headings, rows) + times.line(style)
      })
    })
  withTimes(command)
}

function addFetch(calendar: Command, terminal: Terminal): void {
  const command = calendar
    .command('fetch')
    .summary('read a calendar now')
    .description('Reads a calendar now, and says what found nobody.')
    .argument('<feed>', 'name of the feed')
    .action(async (feed: string, options: JsonOption) => {
      const { call } = connect(terminal)
      const answer = await call(fetchCalendarFeed, { params: { feed } })
      printAnswer(terminal, options, answer, ({ eventCount, unmatched, lastError }) => {
        if (lastError !== null) return `${feed} could not be read: ${lastError}\n`
        const rest = unmatched.map(({ summary, why }) => `  ${summary || '(no title)'}: ${why}\n`)
        return `${feed}: ${eventCount} events.\n${rest.join('')}`
      })
    })
  withJson(command)
}
