// People whom a schedule or policy counts on and who cannot be reached, and addresses unproven.

import { isReachable } from '../../paging/plan-deliveries.ts'
import type { Schedule } from '../../schedule/schedule.ts'
import type { Directory } from '../directory.ts'
import { type Finding, orAllWell } from './finding.ts'

export function diagnosePeople(directory: Directory): Finding[] {
  return [
    ...orAllWell(
      unreachable(directory),
      'people-reachable',
      'Everybody who is counted on can be reached.',
    ),
    ...orAllWell(
      unverified(directory),
      'contacts-verified',
      'Every contact method was proven to work.',
    ),
    ...orAllWell(
      administrators(directory),
      'administrators-reachable',
      'The last resort reaches an administrator.',
    ),
  ]
}

function unreachable(directory: Directory): Finding[] {
  const findings: Finding[] = []
  for (const [userId, reliedOnBy] of reliedOn(directory)) {
    const person = directory.people.get(userId)
    if (!person) continue
    const where = [...reliedOnBy].slice(0, 3).join(', ')
    if (!person.isActive) {
      findings.push({
        code: 'person-deactivated',
        level: 'critical',
        subject: person.name,
        finding: `${person.displayName} is deactivated and still named by ${where}.`,
        remedy: 'Put somebody else in their place there.',
      })
    } else if (!isReachable(person, 'high')) {
      findings.push({
        code: 'person-unreachable',
        level: 'critical',
        subject: person.name,
        finding: `${person.displayName} is named by ${where} and has no verified contact method.`,
        remedy: 'Add a contact method and verify it.',
      })
    }
  }
  return findings
}

function unverified(directory: Directory): Finding[] {
  return [...directory.people.values()]
    .filter((person) => person.isActive)
    .flatMap((person) =>
      person.contactMethods
        .filter((method) => method.verifiedAt === null)
        .map(
          (method): Finding => ({
            code: 'contact-unverified',
            level: 'warning',
            subject: `${person.name}/${method.name}`,
            finding: `The contact method ${method.name} of ${person.displayName} is not verified and is not used.`,
            remedy: 'Enter the code that was sent to it, or remove it.',
          }),
        ),
    )
}

function administrators(directory: Directory): Finding[] {
  const people = directory.administratorIds.map((id) => directory.people.get(id))
  if (people.some((person) => person && isReachable(person, 'high'))) return []
  return [
    {
      code: 'no-administrator-reachable',
      level: 'critical',
      subject: 'administrators',
      finding: 'No administrator has a verified contact method: the last resort reaches nobody.',
      remedy: 'Let an administrator add and verify a contact method.',
    },
  ]
}

/** Each person with the names of the schedules and policies that name them. */
function reliedOn(directory: Directory): ReadonlyMap<string, ReadonlySet<string>> {
  const relied = new Map<string, Set<string>>()
  const note = (userId: string, by: string) => {
    relied.set(userId, (relied.get(userId) ?? new Set()).add(by))
  }
  for (const { schedule } of directory.schedules.values()) {
    for (const userId of membersOf(schedule)) note(userId, schedule.name)
  }
  for (const policy of directory.policies.values()) {
    for (const target of policy.steps.flatMap((step) => step.notify)) {
      if (target.kind === 'user') note(target.id, policy.name)
    }
  }
  return relied
}

/** Whom the newest version of each layer names. */
export function membersOf(schedule: Schedule): readonly string[] {
  const members = schedule.layers.flatMap((layer) => layer.versions.at(-1)?.members ?? [])
  return [
    ...new Set(members.flatMap((member) => (member && 'userIds' in member ? member.userIds : []))),
  ]
}
