// What could keep a page from going out right now, for the strip that every screen shows. Only what
// somebody should act on: a channel that nobody relies on is no trouble.

import { usersOfChannel } from '../catalog/diagnose/diagnose-machine.ts'
import type { Directory } from '../catalog/directory.ts'
import type { ChannelName } from '../people/user.ts'
import type { Instant } from '../platform/time.ts'
import { isReachable } from './plan-deliveries.ts'

/** How far back a channel's outcomes count. */
export const CHANNEL_HEALTH_MS = 10 * 60_000

export type ChannelHealth = {
  readonly name: ChannelName
  readonly missing: string | null
  /** Contact methods whose last word within the time above was a failure, or a success. */
  readonly failing: number
  readonly working: number
  readonly failingSince: Instant | null
}

export type TroubleFacts = {
  readonly channels: readonly ChannelHealth[]
  readonly isClockHealthy: boolean
  readonly silentNodes: readonly string[]
  readonly deadLetters: number
  readonly oldestDeadLetterAt: Instant | null
}

export type Trouble = {
  readonly code: string
  readonly severity: 'warning' | 'critical'
  readonly text: string
  readonly since: Instant | null
  readonly href: string | null
}

export function findTroubles(directory: Directory, facts: TroubleFacts): readonly Trouble[] {
  const troubles = [
    ...deadLetters(facts),
    ...clock(facts),
    ...administrators(directory),
    ...facts.channels.flatMap((channel) => channelTrouble(directory, channel, facts.channels)),
    ...nodes(facts),
  ]
  return troubles.sort(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'),
  )
}

function deadLetters({ deadLetters: count, oldestDeadLetterAt }: TroubleFacts): Trouble[] {
  if (count === 0) return []
  const text = `${count} ${count === 1 ? 'alert group' : 'alert groups'} could page nobody at all.`
  return [
    {
      code: 'dead-letters',
      severity: 'critical',
      text,
      since: oldestDeadLetterAt,
      href: '/alerts',
    },
  ]
}

function clock({ isClockHealthy }: TroubleFacts): Trouble[] {
  if (isClockHealthy) return []
  const text = 'This node is unsure of the time and leaves paging to others.'
  return [{ code: 'clock-unsure', severity: 'critical', text, since: null, href: DOCTOR }]
}

const DOCTOR = '/settings/health'

function administrators(directory: Directory): Trouble[] {
  const isAnyReachable = directory.administratorIds.some((id) => {
    const person = directory.people.get(id)
    return person !== undefined && isReachable(person, 'high')
  })
  if (isAnyReachable) return []
  return [
    {
      code: 'no-administrator-reachable',
      severity: 'warning',
      text: 'No administrator can be reached: the last resort is empty.',
      since: null,
      href: DOCTOR,
    },
  ]
}

function channelTrouble(
  directory: Directory,
  channel: ChannelHealth,
  all: readonly ChannelHealth[],
): Trouble[] {
  if (usersOfChannel(directory, channel.name) === 0) return []
  const { name, missing, failing, working, failingSince } = channel
  if (missing !== null) {
    const text = `Sending by ${name} is not set up, and people rely on it. ${missing}`
    return [{ code: 'channel-missing', severity: 'critical', text, since: null, href: DOCTOR }]
  }
  if (failing === 0) return []
  const isDown = working === 0
  const others = all.filter((one) => one.name !== name && one.working > 0).map((one) => one.name)
  const still =
    others.length > 0 ? `; ${others.join(' and ')} still work${others.length === 1 ? 's' : ''}` : ''
  const text = isDown
    ? `Sending by ${name} is failing${still}.`
    : `Sending by ${name} fails for ${failing} of ${failing + working} contact methods.`
  const severity = isDown ? 'critical' : 'warning'
  return [{ code: 'channel-failing', severity, text, since: failingSince, href: DOCTOR }]
}

function nodes({ silentNodes }: TroubleFacts): Trouble[] {
  return silentNodes.map((name) => ({
    code: 'node-silent',
    severity: 'warning',
    text: `The node ${name} is silent.`,
    since: null,
    href: DOCTOR,
  }))
}
