// Says other names of people everywhere in what an importer gives. Two people who become one are
// named once.

import type { ConfigurationDocument } from '@evenwatch/api'
import type { ImportedOverride, ImportResult } from './import-result.ts'

type Rename = (name: string) => string

export function renamePeople(result: ImportResult, rename: Rename): ImportResult {
  return {
    ...result,
    documents: result.documents.map((document) => renameIn(document, rename)),
    overrides: result.overrides.map((override) => ({
      ...override,
      input: renameInOverride(override.input, rename),
    })),
    absences: result.absences.map((absence) => ({ ...absence, user: rename(absence.user) })),
    rendered: result.rendered.map((schedule) => ({
      ...schedule,
      shifts: schedule.shifts.map((shift) => ({ ...shift, users: once(shift.users, rename) })),
    })),
  }
}

function renameIn(document: ConfigurationDocument, rename: Rename): ConfigurationDocument {
  switch (document.kind) {
    case 'User': {
      const { name, ...metadata } = document.metadata
      return { ...document, metadata: { ...metadata, name: rename(name) } }
    }
    case 'Team': {
      const leads = once(document.spec.leads, rename)
      const members = once(document.spec.members, rename).filter((one) => !leads.includes(one))
      return { ...document, spec: { ...document.spec, leads, members } }
    }
    case 'Schedule': {
      const layers = document.spec.layers.map((layer) =>
        'versions' in layer
          ? {
              ...layer,
              versions: layer.versions.map((version) => ({
                ...version,
                members: version.members.map((member) => renameMember(member, rename)),
              })),
            }
          : { ...layer, members: layer.members.map((member) => renameMember(member, rename)) },
      )
      return { ...document, spec: { ...document.spec, layers } }
    }
    case 'EscalationPolicy': {
      const steps = document.spec.steps.map((step) => ({
        ...step,
        notify: step.notify.map((target) =>
          'user' in target ? { user: rename(target.user) } : target,
        ),
      }))
      return { ...document, spec: { ...document.spec, steps } }
    }
    case 'Service':
      return document
  }
}

type Member = string | string[] | { team: string } | { policy: string } | null

function renameMember(member: Member, rename: Rename): Member {
  if (typeof member === 'string') return rename(member)
  if (!Array.isArray(member)) return member
  const names = once(member, rename)
  const [only] = names
  return names.length === 1 && only !== undefined ? only : names
}

function renameInOverride(input: ImportedOverride['input'], rename: Rename) {
  return {
    ...input,
    ...(input.remove !== undefined && { remove: rename(input.remove) }),
    ...(input.add !== undefined && { add: rename(input.add) }),
    ...(input.users !== undefined && { users: once(input.users, rename) }),
  }
}

function once(names: readonly string[], rename: Rename): string[] {
  return [...new Set(names.map(rename))]
}
