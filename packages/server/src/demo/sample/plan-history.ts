// Decides what happened in the 90 days before: when, to which service, who answered how fast. Pure,
// so that the same instant and seed give the same history.
//
// Three things stand out, for visitors to find: one storm, one long critical outage, and a quarter
// in which one person had most of the nights.

import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@evenwatch/core'
import { DEMO_USER, HISTORY_DAYS } from './sample-documents.ts'
import {
  NIGHT_SIGNAL,
  SAMPLE_SIGNALS,
  type SampleSignal,
  STORM_SIGNAL,
  WORST_SIGNAL,
} from './sample-signals.ts'
import type { Chance } from './seeded-chance.ts'

const STORM_DAYS_AGO = 23
const STORM_ALERTS = 140
const WORST_DAYS_AGO = 37
const NIGHT_UTC_HOUR = 1
/** How likely a night wakes somebody, in the unlucky weeks and in the others. */
const NIGHT_CHANCE = { unlucky: 0.95, others: 0.05 }

export type SampleStory = {
  readonly signal: SampleSignal
  readonly openedAt: Instant
  readonly alertCount: number
  /** From the first alert to the last. */
  readonly spreadMs: number
  readonly repeats: number
  /** Null: nobody had to. */
  readonly acknowledgedAfterMs: number | null
  /** Null: it is still open. */
  readonly resolvedAfterMs: number | null
  readonly notes: readonly { readonly afterMs: number; readonly text: string }[]
}

/** Oldest first. `primaryAt` names who has the payments pager at an instant. */
export function planHistory(
  now: Instant,
  chance: Chance,
  primaryAt: (at: Instant) => string | null,
): SampleStory[] {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS
  const stories: SampleStory[] = []
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 1; daysAgo -= 1) {
    const day = midnight - daysAgo * DAY_MS
    for (let count = chance.between(1, 4); count > 0; count -= 1) {
      // More by day than by night, as traffic is.
      const hour = chance.next() < 0.8 ? chance.between(7, 20) : chance.between(0, 23)
      const openedAt = day + hour * HOUR_MS + chance.between(0, HOUR_MS / SECOND_MS - 1) * SECOND_MS
      stories.push(ordinary(pickSignal(chance), openedAt, chance))
    }
    const night = day + NIGHT_UTC_HOUR * HOUR_MS + chance.between(0, 90) * MINUTE_MS
    const isUnlucky = primaryAt(night) === DEMO_USER
    if (chance.next() < (isUnlucky ? NIGHT_CHANCE.unlucky : NIGHT_CHANCE.others)) {
      stories.push(ordinary(NIGHT_SIGNAL, night, chance))
    }
    if (daysAgo === STORM_DAYS_AGO) stories.push(storm(day))
    if (daysAgo === WORST_DAYS_AGO) stories.push(worst(day))
  }
  stories.push(...stillOpen(now))
  return stories
    .filter(({ openedAt, resolvedAfterMs }) => openedAt + (resolvedAfterMs ?? 0) < now)
    .sort((a, b) => a.openedAt - b.openedAt)
}

function pickSignal(chance: Chance): SampleSignal {
  const total = SAMPLE_SIGNALS.reduce((sum, { weight }) => sum + weight, 0)
  let left = chance.next() * total
  for (const signal of SAMPLE_SIGNALS) {
    left -= signal.weight
    if (left < 0) return signal
  }
  return SAMPLE_SIGNALS[0]
}

function ordinary(signal: SampleSignal, openedAt: Instant, chance: Chance): SampleStory {
  const isGoneByItself = signal.resolvesItself && chance.next() < 0.6
  const isSlow = chance.next() < 0.12
  const acknowledgedAfterMs = isGoneByItself
    ? null
    : isSlow
      ? chance.between(6, 19) * MINUTE_MS
      : chance.between(25, 240) * SECOND_MS
  const resolvedAfterMs =
    (acknowledgedAfterMs ?? MINUTE_MS) + chance.between(4, isGoneByItself ? 12 : 28) * MINUTE_MS
  const hasNote = signal.note !== null && acknowledgedAfterMs !== null && chance.next() < 0.4
  return {
    signal,
    openedAt,
    alertCount: chance.next() < 0.25 ? chance.between(2, 5) : 1,
    spreadMs: 3 * MINUTE_MS,
    repeats: chance.between(0, 6),
    acknowledgedAfterMs,
    resolvedAfterMs,
    notes: hasNote ? [{ afterMs: resolvedAfterMs - MINUTE_MS, text: signal.note }] : [],
  }
}

function storm(day: Instant): SampleStory {
  return {
    signal: STORM_SIGNAL,
    openedAt: day + 13 * HOUR_MS + 20 * MINUTE_MS,
    alertCount: STORM_ALERTS,
    spreadMs: 7 * MINUTE_MS,
    repeats: 2,
    acknowledgedAfterMs: 70 * SECOND_MS,
    resolvedAfterMs: 48 * MINUTE_MS,
    notes: [{ afterMs: 12 * MINUTE_MS, text: STORM_SIGNAL.note ?? '' }],
  }
}

function worst(day: Instant): SampleStory {
  return {
    signal: WORST_SIGNAL,
    openedAt: day + 2 * HOUR_MS + 11 * MINUTE_MS,
    alertCount: 9,
    spreadMs: 20 * MINUTE_MS,
    repeats: 12,
    acknowledgedAfterMs: 16 * MINUTE_MS,
    resolvedAfterMs: 3 * HOUR_MS + 42 * MINUTE_MS,
    notes: [
      {
        afterMs: 19 * MINUTE_MS,
        text: 'All card payments fail in every region. Calling the provider.',
      },
      {
        afterMs: 41 * MINUTE_MS,
        text: 'Provider sees nothing. Our own certificate chain was replaced at 02:05.',
      },
      {
        afterMs: 95 * MINUTE_MS,
        text: 'Decision: restore the old chain on all gateways, one region at a time.',
      },
      { afterMs: 170 * MINUTE_MS, text: 'EU is back. US follows.' },
      { afterMs: 220 * MINUTE_MS, text: 'All regions take payments. Watching for 30 minutes.' },
    ],
  }
}

/** Low urgency, acknowledged, and of today: so that lists show every state. */
function stillOpen(now: Instant): SampleStory[] {
  const open = (alertname: string, minutesAgo: number): SampleStory[] => {
    const signal = SAMPLE_SIGNALS.find((one) => one.alertname === alertname)
    if (!signal) return []
    return [
      {
        signal,
        openedAt: now - minutesAgo * MINUTE_MS,
        alertCount: 1,
        spreadMs: 0,
        repeats: 3,
        acknowledgedAfterMs: 9 * MINUTE_MS,
        resolvedAfterMs: null,
        notes: [],
      },
    ]
  }
  return [...open('DiskFilling', 205), ...open('FeedLate', 55)]
}
