// What the shell found out about the machine, the database and the channels, as findings.

import type { ChannelName } from '../../people/user.ts'
import type { Directory } from '../directory.ts'
import type { Finding } from './finding.ts'

export const DISK_FREE_BYTES_MIN = 1_073_741_824
export const DISK_FREE_SHARE_MIN = 0.05
export const NODE_STALE_MS = 30_000

/** Null where a fact could not be had or has no meaning for this installation. */
export type MachineFacts = {
  readonly clock: { readonly healthy: boolean; readonly uncertaintyMs: number }
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null
  /** Null reason: connections are sessions, as they must be. */
  readonly pooler: { readonly reason: string | null } | null
  /** Only for a database of one's own. */
  readonly hasSynchronousStandby: boolean | null
  readonly channels: readonly {
    readonly name: ChannelName
    /** What the administrator has to set; null when it can send. */
    readonly missing: string | null
    /** Why it cannot be reached; null when it can, or was not asked. */
    readonly error: string | null
  }[]
  readonly nodes: readonly {
    readonly name: string
    readonly silentMs: number
    readonly healthy: boolean
  }[]
  readonly deadLetters: number
}

export function diagnoseMachine(directory: Directory, facts: MachineFacts): Finding[] {
  return [
    clock(facts),
    ...disk(facts),
    ...pooler(facts),
    ...standby(facts),
    ...facts.channels.map((channel) => channelFinding(directory, channel)),
    ...facts.nodes.map(node),
    deadLetters(facts),
  ]
}

function clock({ clock: { healthy, uncertaintyMs } }: MachineFacts): Finding {
  const finding = `The database’s time is known to within ${Math.ceil(uncertaintyMs)} ms.`
  if (healthy) return { code: 'clock', level: 'ok', subject: 'clock', finding, remedy: null }
  return {
    code: 'clock-unsure',
    level: 'critical',
    subject: 'clock',
    finding: `${finding} That is not enough: this node pages nobody.`,
    remedy: 'Look at the connection to the database: its answers come late.',
  }
}

function disk({ disk: space }: MachineFacts): Finding[] {
  if (space === null) return []
  const freeGiB = (space.freeBytes / 1_073_741_824).toFixed(1)
  const finding = `${freeGiB} GiB are free in the data folder.`
  const isShort =
    space.freeBytes < DISK_FREE_BYTES_MIN ||
    space.freeBytes < space.totalBytes * DISK_FREE_SHARE_MIN
  return [
    isShort
      ? {
          code: 'disk-short',
          level: 'critical',
          subject: 'disk',
          finding,
          remedy: 'Free some space: a full disk stops the database.',
        }
      : { code: 'disk', level: 'ok', subject: 'disk', finding, remedy: null },
  ]
}

function pooler({ pooler: found }: MachineFacts): Finding[] {
  if (found === null) return []
  const subject = 'DATABASE_URL'
  if (found.reason === null) {
    const finding = 'Connections are sessions of their own.'
    return [{ code: 'pooler', level: 'ok', subject, finding, remedy: null }]
  }
  return [
    {
      code: 'pooler-shares-sessions',
      level: 'critical',
      subject,
      finding: `A pooler shares sessions: ${found.reason}.`,
      remedy: 'Let DATABASE_URL go to PostgreSQL itself, or to a pooler in session mode.',
    },
  ]
}

function standby({ hasSynchronousStandby }: MachineFacts): Finding[] {
  if (hasSynchronousStandby === null) return []
  const subject = 'database'
  if (hasSynchronousStandby) {
    const finding = 'A synchronous standby confirms every commit.'
    return [{ code: 'standby', level: 'ok', subject, finding, remedy: null }]
  }
  return [
    {
      code: 'no-synchronous-standby',
      level: 'warning',
      subject,
      finding:
        'There is no synchronous standby: losing the database’s machine can lose accepted alerts.',
      remedy: 'Set up a standby and synchronous_standby_names.',
    },
  ]
}

function channelFinding(
  directory: Directory,
  { name, missing, error }: MachineFacts['channels'][number],
): Finding {
  const users = usersOfChannel(directory, name)
  const relied = `${users} ${users === 1 ? 'person relies' : 'people rely'} on it`
  if (missing !== null) {
    return {
      code: 'channel-missing',
      level: users > 0 ? 'critical' : 'ok',
      subject: name,
      finding: `The channel is not set up; ${relied}.`,
      remedy: users > 0 ? missing : null,
    }
  }
  if (error === null) {
    const finding = `The channel is set up; ${relied}.`
    return { code: 'channel', level: 'ok', subject: name, finding, remedy: null }
  }
  return {
    code: 'channel-unreachable',
    level: users > 0 ? 'critical' : 'warning',
    subject: name,
    finding: `The channel cannot be reached: ${error}.`,
    remedy: 'Check its address, its credentials and the network in between.',
  }
}

/** Active people with a verified contact method of the channel. */
export function usersOfChannel(directory: Directory, channel: ChannelName): number {
  return [...directory.people.values()].filter(
    (person) =>
      person.isActive &&
      person.contactMethods.some((one) => one.channel === channel && one.verifiedAt !== null),
  ).length
}

function node({ name, silentMs, healthy }: MachineFacts['nodes'][number]): Finding {
  if (silentMs > NODE_STALE_MS) {
    return {
      code: 'node-silent',
      level: 'warning',
      subject: name,
      finding: `The node was last seen ${Math.round(silentMs / 1_000)} s ago.`,
      remedy: 'Start it again, or forget about it: others have taken its work over.',
    }
  }
  const finding = healthy ? 'The node is at work.' : 'The node is up and cannot page.'
  if (healthy) return { code: 'node', level: 'ok', subject: name, finding, remedy: null }
  const remedy = 'Read its log: its clock or its connection to the database is not in order.'
  return { code: 'node-unhealthy', level: 'critical', subject: name, finding, remedy }
}

function deadLetters({ deadLetters: count }: MachineFacts): Finding {
  const subject = 'dead letters'
  if (count === 0) {
    const finding = 'Every alert that had to page reached somebody.'
    return { code: 'dead-letters', level: 'ok', subject, finding, remedy: null }
  }
  return {
    code: 'dead-letters-open',
    level: 'critical',
    subject,
    finding: `${count} ${count === 1 ? 'alert group' : 'alert groups'} could page nobody at all.`,
    remedy: 'Handle them now, then give the policy somebody who can be reached.',
  }
}
