// Reads an override as people write it: names become ids, and everything wrong is said at once.

import {
  type FieldFault,
  OVERRIDE_DAYS_MAX,
  type overrideInputSchema,
  type ScheduleDocument,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import type { z } from 'zod'
import type { PersonName } from '../people/list-people-names.ts'
import type { OverrideRow } from './find-overrides.ts'

export type OverrideInput = z.output<typeof overrideInputSchema>

export type ReadOverride = Pick<
  OverrideRow,
  | 'role'
  | 'cause'
  | 'linkId'
  | 'sourceRef'
  | 'layerName'
  | 'kind'
  | 'removeUserId'
  | 'addUserId'
  | 'userIds'
  | 'startsAt'
  | 'endsAt'
  | 'reason'
>

export type OverrideReadResult =
  | { readonly ok: true; readonly override: ReadOverride }
  | { readonly ok: false; readonly faults: FieldFault[] }

/** Which people each kind names; what it does not name must be absent. */
const NAMES_OF = {
  replace: ['remove', 'add'],
  add: ['add'],
  remove: ['remove'],
  set: ['users'],
} as const satisfies Record<OverrideInput['kind'], readonly string[]>

export function readOverride(
  input: OverrideInput,
  document: ScheduleDocument,
  people: readonly PersonName[],
  now: Instant,
): OverrideReadResult {
  const faults: FieldFault[] = []
  const fault = (field: string, rule: string, example?: string) =>
    faults.push({ field, rule, ...(example !== undefined && { example }) })
  const person = (ref: string | undefined, field: string): string | null => {
    if (ref === undefined) return null
    const found = people.find((one) => one.name === ref || one.id === ref)
    if (!found) fault(field, `There is no person named ${ref}.`)
    else if (!found.isActive && field !== 'remove') fault(field, `${ref} is deactivated.`)
    return found?.id ?? null
  }

  const needed: readonly string[] = NAMES_OF[input.kind]
  for (const field of ['remove', 'add', 'users'] as const) {
    const isGiven = input[field] !== undefined
    if (needed.includes(field) && !isGiven) fault(field, `${input.kind} needs ${field}.`)
    if (!needed.includes(field) && isGiven) fault(field, `${input.kind} has no ${field}.`)
  }
  const override: ReadOverride = {
    role: document.layers.find(({ name }) => name === input.layer)?.role ?? input.role,
    cause: input.cause,
    linkId: input.linkId ?? null,
    sourceRef: input.sourceRef ?? null,
    layerName: input.layer,
    kind: input.kind,
    removeUserId: person(input.remove, 'remove'),
    addUserId: person(input.add, 'add'),
    userIds: [
      ...new Set((input.users ?? []).flatMap((ref, i) => person(ref, `users[${i}]`) ?? [])),
    ],
    startsAt: Date.parse(input.startsAt),
    endsAt: Date.parse(input.endsAt),
    reason: input.reason,
  }
  if (override.addUserId !== null && override.addUserId === override.removeUserId) {
    fault('add', 'A replacement is another person.')
  }
  const layerNames = document.layers.map(({ name }) => name)
  if (input.layer !== null && !layerNames.includes(input.layer)) {
    fault('layer', `There is no layer named ${input.layer}.`, layerNames[0])
  }
  const lastsMs = override.endsAt - override.startsAt
  if (lastsMs <= 0) fault('endsAt', 'An override ends after it starts.')
  else if (lastsMs > OVERRIDE_DAYS_MAX * DAY_MS) {
    fault('endsAt', `An override lasts at most ${OVERRIDE_DAYS_MAX} days.`)
  } else if (override.endsAt <= now) {
    fault('endsAt', 'An override ends in the future: who was on call is not rewritten.')
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, override }
}
