// Whom of the source's people is here already, and under which name everybody else will be.
//
// The map file decides first (by login, name or e-mail), then the e-mail address, lower-cased.
// Whoever is here stays exactly as they are: their document is left out, and every place that names
// them says our name. A newcomer never takes the name of somebody else.

import { type ConfigurationDocument, NAME_PATTERN } from '@evenwatch/api'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import type { Finding, ImportedOverride, ImportResult } from './import-result.ts'
import { nameObjects, plainName } from './name-objects.ts'
import { renamePeople } from './rename-people.ts'

export type KnownPerson = {
  readonly name: string
  readonly email: string
  readonly deactivatedAt: string | null
}

export type MatchedPeople = {
  readonly result: ImportResult
  /** Names of people who are here already, each once. */
  readonly matched: readonly string[]
  /** Those of them who are deactivated, whom no schedule names. */
  readonly deactivated: readonly string[]
}

type UserDocument = Extract<ConfigurationDocument, { kind: 'User' }>

export function matchPeople(
  source: ImportResult,
  known: readonly KnownPerson[],
  peopleMap: ReadonlyMap<string, string>,
): MatchedPeople {
  const taken = new Set(known.map(({ name }) => name))
  const { names, newcomers, findings } = nameEverybody(source, known, readMap(peopleMap))
  const renamed = renamePeople(
    {
      ...source,
      documents: source.documents.filter((one) => one.kind !== 'User' || newcomers.includes(one)),
    },
    (name) => names.get(name) ?? name,
  )
  // Two people there may be one here, who cannot stand in for themselves.
  const isVoid = ({ input }: ImportedOverride) =>
    input.kind === 'replace' && input.add === input.remove
  findings.push(...renamed.overrides.filter(isVoid).map(voidFinding))
  const matched = [...new Set([...names.values()].filter((name) => taken.has(name)))].sort()
  const deactivated = matched.filter((name) =>
    known.some((one) => one.name === name && one.deactivatedAt !== null),
  )
  findings.push(...deactivated.map(deactivatedFinding))
  return {
    result: {
      ...renamed,
      overrides: renamed.overrides.filter((one) => !isVoid(one)),
      findings: [...source.findings, ...findings],
    },
    matched,
    deactivated,
  }
}

type Naming = {
  /** Our name by that of the document; who is not in it keeps that one. */
  readonly names: ReadonlyMap<string, string>
  readonly newcomers: readonly UserDocument[]
  readonly findings: Finding[]
}

function nameEverybody(
  source: ImportResult,
  known: readonly KnownPerson[],
  mapped: ReadonlyMap<string, string>,
): Naming {
  const users = source.documents.filter((one): one is UserDocument => one.kind === 'User')
  const taken = new Set(known.map(({ name }) => name))
  const byEmail = namesByEmail(known)
  const names = new Map<string, string>()
  const newcomers: UserDocument[] = []
  for (const user of users) {
    const ours = mappedName(user, mapped) ?? byEmail.get(user.spec.email.toLowerCase())
    const isTwin = newcomers.some(({ metadata }) => names.get(metadata.name) === (ours ?? null))
    if (ours === undefined || !(taken.has(ours) || isTwin)) newcomers.push(user)
    if (ours !== undefined) names.set(user.metadata.name, ours)
  }
  const findings: Finding[] = []
  const all = [...taken, ...users.map(({ metadata }) => metadata.name)]
  for (const { metadata, spec } of newcomers) {
    if (names.has(metadata.name) || !taken.has(metadata.name)) continue
    const object = { kind: 'user', id: spec.email, name: metadata.name }
    const free = nameObjects([object], all)
    names.set(metadata.name, free.names.get(spec.email) ?? metadata.name)
    findings.push(...free.findings)
  }
  return { names, newcomers, findings }
}

function mappedName(
  { metadata, spec }: UserDocument,
  mapped: ReadonlyMap<string, string>,
): string | undefined {
  const { name, displayName = name } = metadata
  const keys = [spec.email.toLowerCase(), name, plainName(displayName), displayName.toLowerCase()]
  return keys.map((key) => mapped.get(key)).find((one) => one !== undefined)
}

/** Active people come last and so win over those who left. */
function namesByEmail(known: readonly KnownPerson[]): ReadonlyMap<string, string> {
  const leaversFirst = [...known].sort(
    (a, b) => Number(a.deactivatedAt === null) - Number(b.deactivatedAt === null),
  )
  return new Map(leaversFirst.map(({ name, email }) => [email.toLowerCase(), name]))
}

function deactivatedFinding(name: string): Finding {
  return {
    outcome: 'changed',
    code: 'user-deactivated-here',
    object: { kind: 'user', id: name, name },
    detail: 'Bring the person back under People, or their turns name nobody.',
  }
}

function voidFinding({ schedule, sourceRef }: ImportedOverride): Finding {
  return {
    outcome: 'cannot',
    code: 'override-not-expressible',
    object: { kind: 'override', id: sourceRef, name: sourceRef },
    schedule,
    detail: 'Both of its people are one person here.',
  }
}

function readMap(peopleMap: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const wrong = [...peopleMap.values()].filter((name) => !NAME_PATTERN.test(name))
  if (wrong.length > 0) {
    throw new CliFault(`The map of people names ${wrong.join(', ')}, which are no names of ours.`, {
      exitCode: EXIT_CODE.usage,
    })
  }
  return new Map([...peopleMap].map(([key, name]) => [key.trim().toLowerCase(), name]))
}
