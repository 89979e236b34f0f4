// Answers "what would happen if" from the snapshot, in names and words. Nothing is written and
// nobody is paged; the only statement asks whose turn it is at round-robin steps.

import type { askWhatIf as contract, WhatIfView } from '@evenwatch/api'
import {
  type Directory,
  formatInstant,
  type Instant,
  simulatePaging,
  type WhatIfEntry,
  type WhatIfFinding,
  type WhatIfGap,
  type WhatIfMessage,
  type WhatIfPerson,
  type WhatIfStory,
  whatIfEndInWords,
  whatIfEntryInWords,
  whatIfFindingInWords,
  whatIfMessageInWords,
  whatIfReasonInWords,
  whatIfUnreachableInWords,
} from '@evenwatch/core'
import type { z } from 'zod'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { readInstant } from '../../schedule/read-instant.ts'
import { loadTurns } from '../reads/load-turns.ts'
import { readCourse, readTarget } from './read-question.ts'

export async function answerWhatIf(
  context: ServerContext,
  body: z.output<typeof contract.body>,
): Promise<WhatIfView | Refusal> {
  const startsAt = body.at === undefined ? context.clock.now() : readInstant(body.at, 'at')
  if (typeof startsAt !== 'number') return startsAt
  const asked = readTarget(context.directory.current(), body)
  if (isRefusal(asked)) return asked
  const { about, directory, target } = asked
  const course = readCourse(directory, body, startsAt)
  if (isRefusal(course)) return course

  const { warnings, ...question } = about
  const turnsTaken = await loadTurns(context.pool, [...directory.policies.values()])
  const story = simulatePaging(directory, { ...question, ...course, startsAt, turnsTaken })
  return {
    target,
    at: formatInstant(startsAt),
    until: formatInstant(startsAt + course.horizonMs),
    policy: question.policy.name,
    severity: question.severity,
    urgency: question.urgency,
    warnings: [...warnings],
    people: peopleOf(directory, story),
    entries: story.entries.map((entry) => describeEntry(directory, entry)),
    findings: story.findings.map((finding) => describeFinding(directory, finding)),
    end: {
      kind: story.end,
      words: whatIfEndInWords(story.end),
      at: formatInstant(story.endedAt),
    },
  }
}

function peopleOf(directory: Directory, story: WhatIfStory): WhatIfView['people'] {
  const seen = new Map<string, { readonly firstAt: Instant; pages: number }>()
  for (const { at, people } of story.entries) {
    for (const { userId } of people) {
      const known = seen.get(userId)
      if (known) known.pages += 1
      else seen.set(userId, { firstAt: at, pages: 1 })
    }
  }
  return [...seen].flatMap(([userId, { firstAt, pages }]) =>
    personRefs(directory, [userId]).map((user) => {
      return { user, firstAt: formatInstant(firstAt), pages }
    }),
  )
}

function describeEntry(directory: Directory, entry: WhatIfEntry): WhatIfView['entries'][number] {
  const { at, afterMs, kind, round, step } = entry
  return {
    at: formatInstant(at),
    afterMs,
    kind,
    words: whatIfEntryInWords(directory, entry),
    policyPath: entry.policyPath.map((id) => directory.policies.get(id)?.name ?? id),
    round,
    step,
    people: entry.people.flatMap((person) => describePerson(directory, person, at)),
    gaps: entry.gaps.map((gap) => describeGap(directory, gap)),
    unreachable: entry.unreachable.map((one) => whatIfUnreachableInWords(directory, one)),
  }
}

function describePerson(directory: Directory, person: WhatIfPerson, pagedAt: Instant) {
  return personRefs(directory, [person.userId]).map((user) => ({
    user,
    reasons: person.reasons.map((reason) => whatIfReasonInWords(directory, reason)),
    chosen: person.chosen,
    messages: person.messages.map((message) =>
      describeMessage(directory, person.userId, message, pagedAt),
    ),
  }))
}

function describeMessage(
  directory: Directory,
  userId: string,
  message: WhatIfMessage,
  pagedAt: Instant,
) {
  const methods = directory.people.get(userId)?.contactMethods ?? []
  const method = methods.find(({ id }) => id === message.contactMethodId)
  return {
    method: method?.name ?? message.channel,
    channel: message.channel,
    afterMs: message.dueAt - pagedAt,
    dueAt: formatInstant(message.dueAt),
    state: message.state,
    at: textOf(message.at),
    pages: message.pages,
    words: whatIfMessageInWords(message, pagedAt),
  }
}

function describeGap(directory: Directory, { scheduleId, until }: WhatIfGap) {
  return { schedule: scheduleName(directory, scheduleId), until: textOf(until) }
}

function describeFinding(
  directory: Directory,
  finding: WhatIfFinding,
): WhatIfView['findings'][number] {
  const { code, severity, at, afterMs, scheduleId, until } = finding
  return {
    code,
    severity,
    at: formatInstant(at),
    afterMs,
    words: whatIfFindingInWords(directory, finding),
    schedule: scheduleId === null ? null : scheduleName(directory, scheduleId),
    until: textOf(until),
  }
}

function scheduleName(directory: Directory, scheduleId: string) {
  const entry = directory.schedules.get(scheduleId)
  const name = entry?.schedule.name ?? scheduleId
  return { name, displayName: entry?.displayName ?? name }
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
