// A team between its two forms: names in files, ids in the stored document.

import { PEOPLE_LIMITS, type Team } from '@evenwatch/core'
import type { TeamSpec } from '../kinds.ts'
import {
  Conversion,
  type Converted,
  type DocumentHead,
  headOf,
  type IdLookup,
  type Metadata,
  type NameLookup,
} from './conversion.ts'

export type TeamDocument = DocumentHead & Pick<Team, 'leadIds' | 'memberIds' | 'limits'>

/** A lead is a member without being named twice. */
export function teamDocumentOf(
  metadata: Metadata,
  spec: TeamSpec,
  lookup: NameLookup,
): Converted<TeamDocument> {
  const read = new Conversion(lookup)
  const leadIds = read.ids('User', spec.leads, ['spec', 'leads'])
  const memberIds = read.ids('User', spec.members, ['spec', 'members'])
  if (leadIds.length + memberIds.length > PEOPLE_LIMITS.membersPerTeam) {
    read.fault(['spec', 'members'], `A team has at most ${PEOPLE_LIMITS.membersPerTeam} people.`)
  }
  return read.finish({ ...headOf(metadata), leadIds, memberIds, limits: spec.limits })
}

export function teamSpecOf(document: TeamDocument, nameOf: IdLookup): TeamSpec {
  return {
    leads: document.leadIds.map((id) => nameOf('User', id)),
    members: document.memberIds.map((id) => nameOf('User', id)),
    limits: { ...document.limits },
  }
}
