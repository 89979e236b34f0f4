import { describe, expect, test } from 'vitest'
import type { Directory } from '../../catalog/directory.ts'
import { DEFAULT_TEAM_LIMITS, type Person } from '../../people/user.ts'
import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { compileSchedule } from '../../schedule/compile-schedule.ts'
import type { Schedule } from '../../schedule/schedule.ts'
import type { EscalationPolicy, EscalationStep, Target } from '../policy.ts'
import {
  whatIfEndInWords,
  whatIfEntryInWords,
  whatIfFindingInWords,
  whatIfMessageInWords,
  whatIfReasonInWords,
} from './describe-what-if.ts'
import { simulatePaging } from './simulate-paging.ts'
import { WHAT_IF_LIMITS, type WhatIfQuestion } from './what-if.ts'

const START = Date.UTC(2026, 0, 5, 9, 0)

function person(name: string, changes: Partial<Person> = {}): Person {
  const id = name.toLowerCase()
  const channels = ['webhook', 'email'] as const
  return {
    id,
    name: id,
    displayName: name,
    timeZone: 'UTC',
    role: 'responder',
    isActive: true,
    contactMethods: channels.map((channel, position) => {
      const methodId = `${id}-${channel}`
      return {
        id: methodId,
        userId: id,
        name: channel,
        channel,
        address: '',
        position,
        verifiedAt: 0,
      }
    }),
    notificationRules: [
      { urgency: 'high', position: 0, afterMs: 0, contactMethodId: `${id}-webhook` },
      { urgency: 'high', position: 1, afterMs: 2 * MINUTE_MS, contactMethodId: `${id}-email` },
    ],
    ...changes,
  }
}

const DAY_SHIFT: Schedule = {
  id: 'day',
  name: 'day',
  teamId: null,
  timeZone: 'UTC',
  layers: [
    {
      name: 'weekly',
      role: 'primary',
      stages: null,
      priority: 1,
      timeZone: null,
      versions: [
        {
          effectiveFrom: null,
          startsWith: 0,
          firstHandoff: '2026-01-05T00:00',
          until: null,
          turn: { kind: 'every', length: 1, unit: 'week', count: 'elapsed', shiftsPerMember: 1 },
          members: [{ userIds: ['ana'] }],
          hours: [{ days: ['mon'], from: '11:00', until: '12:00' }],
        },
      ],
    },
  ],
  stages: [],
  overrides: [],
}

function step(minutes: number, notify: readonly Target[], more: Partial<EscalationStep> = {}) {
  return {
    afterMs: minutes * MINUTE_MS,
    notify,
    mode: 'everyone',
    when: 'unacknowledged',
    condition: null,
    ...more,
  } satisfies EscalationStep
}

const user = (id: string): Target => ({ kind: 'user', id })
const day: Target = { kind: 'schedule', id: 'day' }

function policy(
  steps: readonly EscalationStep[],
  changes: Partial<EscalationPolicy> = {},
): EscalationPolicy {
  return {
    id: 'main',
    name: 'main',
    version: 1,
    teamId: 'red',
    delaysFrom: 'previousStep',
    repeat: { times: 0, afterMs: 0 },
    whenNobody: 'lastResort',
    steps,
    ...changes,
  }
}

function directoryOf(policies: readonly EscalationPolicy[], people: readonly Person[]): Directory {
  const red = {
    id: 'red',
    name: 'red',
    displayName: 'Red',
    leadIds: ['chen'],
    memberIds: ['ben'],
    limits: DEFAULT_TEAM_LIMITS,
  }
  return {
    revision: 1,
    people: new Map(people.map((one) => [one.id, one])),
    teams: new Map([['red', red]]),
    schedules: new Map([
      [
        'day',
        { schedule: DAY_SHIFT, displayName: 'Day', plan: compileSchedule(DAY_SHIFT, new Map()) },
      ],
    ]),
    policies: new Map(policies.map((one) => [one.id, one])),
    services: new Map(),
    keys: new Map(),
    administratorIds: [],
  }
}

const PEOPLE = [person('Ana'), person('Ben'), person('Chen')]

function ask(
  asked: EscalationPolicy,
  changes: Partial<WhatIfQuestion> = {},
  others: readonly EscalationPolicy[] = [],
  people = PEOPLE,
) {
  const directory = directoryOf([asked, ...others], people)
  const story = simulatePaging(directory, {
    policy: asked,
    urgency: 'high',
    severity: 'critical',
    facts: null,
    startsAt: START,
    horizonMs: WHAT_IF_LIMITS.horizonMsDefault,
    acknowledgementLapsesMs: null,
    answers: [],
    turnsTaken: () => 0,
    ...changes,
  })
  const told = story.entries.map((entry) => {
    return `${entry.afterMs / MINUTE_MS} ${whatIfEntryInWords(directory, entry)}`
  })
  const found = story.findings.map((finding) => {
    return `${finding.code}: ${whatIfFindingInWords(directory, finding)}`
  })
  return { directory, story, told, found }
}

const codes = (found: readonly string[]) => found.map((line) => line.split(':')[0])

describe('what would happen if', () => {
  test('is told step by step, with each message and its reason', () => {
    const { directory, story, told } = ask(policy([step(0, [user('ana')]), step(5, [user('ben')])]))
    expect(told).toEqual([
      '0 The event opens an alert; main starts.',
      '0 Step 1 of main pages Ana.',
      '5 Step 2 of main pages Ben.',
      '5 main is exhausted: it pages nobody any more.',
    ])
    const ana = story.entries[1]?.people[0]
    expect(ana?.messages.map((message) => whatIfMessageInWords(message, START))).toEqual([
      'at once',
      'after 2m',
    ])
    expect(ana?.reasons.map((reason) => whatIfReasonInWords(directory, reason))).toEqual([
      'named in the step',
    ])
    expect(whatIfEndInWords(story.end)).toBe('Unanswered to the end.')
  })

  test('an answer cancels what was not sent, and says who gave it', () => {
    const answers = [{ at: START + MINUTE_MS, kind: 'acknowledge', userId: 'ana' }] as const
    const { story, told, found } = ask(policy([step(0, [user('ana')]), step(5, [user('ben')])]), {
      answers,
    })
    expect(told.slice(2)).toEqual(['1 Ana acknowledges. What was not sent yet is cancelled.'])
    expect(story.entries[1]?.people[0]?.messages.map(({ state }) => state)).toEqual([
      'sent',
      'cancelled',
    ])
    expect(story.end).toBe('acknowledged')
    expect(found).toEqual([])
  })

  test('a second acknowledgement changes nothing, and one before the event is not looked at', () => {
    const answers = [
      { at: START - 1, kind: 'acknowledge', userId: 'ben' },
      { at: START + MINUTE_MS, kind: 'acknowledge', userId: 'ana' },
      { at: START + 2 * MINUTE_MS, kind: 'acknowledge', userId: 'ben' },
    ] as const
    const { told } = ask(
      policy([step(0, [user('ana')])], { repeat: { times: 1, afterMs: HOUR_MS } }),
      {
        answers,
      },
    )
    expect(told.filter((line) => line.includes('acknowledges'))).toHaveLength(1)
  })

  test('a gap names the schedule, the step and when somebody is on call again', () => {
    const { story, found } = ask(policy([step(0, [day]), step(5, [user('ben')])]))
    const gap = story.findings.find(({ code }) => code === 'gap')
    expect(gap).toMatchObject({ scheduleId: 'day', step: 0, until: START + 2 * HOUR_MS })
    expect(found).toContain('gap: Nobody is on call in day when step 1 of main asks.')
    expect(story.entries[1]).toMatchObject({ kind: 'step-skipped', gaps: [{ scheduleId: 'day' }] })
  })

  test('somebody whom nothing reaches is named, and why', () => {
    const mute = person('Ana', { contactMethods: [] })
    const gone = person('Ben', { isActive: false })
    const asked = policy([step(0, [user('ana'), user('ben'), user('chen')])])
    const { found, told } = ask(asked, {}, [], [mute, gone, person('Chen')])
    expect(told[1]).toBe('0 Step 1 of main pages Chen.')
    expect(found).toEqual([
      'person-unreachable: Ana is named and has no contact method that works.',
      'person-unreachable: Ben is named and was deactivated.',
      'ends-unanswered: If nobody answers, main ends, and nobody is paged any more.',
    ])
  })

  test('the lead is paged as the last resort, and told so', () => {
    const { directory, story, told } = ask(policy([step(0, [day])]))
    expect(told[2]).toBe('0 A whole round reached nobody: Chen is paged as the last resort.')
    const [reason] = story.entries[2]?.people[0]?.reasons ?? []
    expect(reason && whatIfReasonInWords(directory, reason)).toBe(
      'lead of the team red, as the last resort',
    )
  })

  test('nobody at all is the first thing to be said', () => {
    const { found, story } = ask(policy([step(0, [day])], { teamId: null }))
    expect(codes(found).slice(0, 2)).toEqual(['nobody-reachable', 'nobody-paged'])
    expect(found[1]).toBe('nobody-paged: Nobody at all is paged.')
    expect(story.end).toBe('exhausted')
  })

  test('a round that reaches nobody is found where no last resort is wished', () => {
    const { found } = ask(policy([step(0, [day])], { whenNobody: 'none' }))
    expect(codes(found)).toContain('round-reached-nobody')
  })

  test('policies that call each other are a loop, and come to an end', () => {
    const main = policy([step(0, [user('ana'), { kind: 'policy', id: 'other' }])])
    const other = policy([step(1, [{ kind: 'policy', id: 'main' }])], {
      id: 'other',
      name: 'other',
    })
    const { found, told } = ask(main, {}, [other])
    expect(found[0]).toBe('loop: The policy main calls itself, directly or through others.')
    expect(found.some((line) => line.startsWith('too-deep'))).toBe(true)
    expect(told.filter((line) => line.includes('starts the policy'))).toHaveLength(8)
  })

  test('what is held goes on when cover begins; what is never covered is found', () => {
    const held = policy([step(0, [day])], { whenNobody: 'hold' })
    const { story, told } = ask(held)
    expect(told.slice(2)).toEqual([
      '0 Nobody is on call: main waits until somebody is.',
      '120 Step 1 of main pages Ana.',
      '120 main is exhausted: it pages nobody any more.',
    ])
    expect(story.end).toBe('exhausted')
    const never = policy([step(0, [user('nobody')])], { whenNobody: 'hold' })
    const waiting = ask(never, { horizonMs: HOUR_MS })
    expect(waiting.story.end).toBe('held')
    expect(codes(waiting.found)).toEqual(['never-covered', 'nobody-paged', 'person-unreachable'])
  })

  test('a condition that cannot be read counts as holding, and is found', () => {
    const asked = policy([step(0, [user('ana')], { condition: 'labels.env ==' })])
    const facts = {
      severity: 'critical',
      urgency: 'high',
      summary: '',
      source: '',
      service: '',
      labels: {},
      details: {},
    } as const
    const { found, told } = ask(asked, { facts })
    expect(told[1]).toBe('0 Step 1 of main pages Ana.')
    expect(found[0]).toMatch(
      /^condition-unreadable: The condition of step 1 of main cannot be read/,
    )
  })

  test('whoever may be drawn is shown', () => {
    const { told, found } = ask(policy([step(0, [user('ana'), user('ben')], { mode: 'random' })]))
    expect(told[1]).toBe('0 Step 1 of main pages one of Ana and Ben.')
    expect(codes(found)).toContain('drawn-at-random')
  })

  test('stops at its limit of pages and says that the rest was left out', () => {
    const crowd = Array.from({ length: 500 }, (_, index) => person(`P${index}`))
    const notify = crowd.map(({ id }) => user(id))
    const asked = policy([step(1, notify), step(1, notify)], { repeat: { times: 20, afterMs: 0 } })
    const { story, found } = ask(asked, {}, [], crowd)
    const paged = story.entries.reduce((sum, { people }) => sum + people.length, 0)
    expect(paged).toBe(WHAT_IF_LIMITS.pagesMax)
    expect(codes(found)).toContain('looked-at-in-part')
  })

  test('nothing beyond the horizon is told; it is still going on', () => {
    const asked = policy([step(0, [user('ana')]), step(30, [user('ben')])])
    const { story, told } = ask(asked, { horizonMs: MINUTE_MS })
    expect(told).toHaveLength(2)
    expect(story.end).toBe('going-on')
    expect(story.entries[1]?.people[0]?.messages[1]?.state).toBe('later')
  })
})
