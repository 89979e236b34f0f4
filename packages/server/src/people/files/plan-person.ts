// Decides what a document changes about a person. Nothing is written.
//
// What a document does not mention stays as it is, so that files may hold names and leave contact
// methods to the people; what it mentions is the whole truth. A secret is given in clear, kept
// (absent, or by its id), or made for a new webhook.

import { randomBytes } from 'node:crypto'
import type { ContactMethodSpec, FieldFault, Metadata, UserSpec } from '@evenwatch/api'
import {
  type ChannelName,
  changedPaths,
  isKnownTimeZone,
  isReservedUserName,
  readNotificationRules,
  WEEKDAYS,
} from '@evenwatch/core'
import type { MethodJson } from '../contact-methods/method-json.ts'
import type { UserRow } from '../users/user-view.ts'
import { userMetadataOf, userSpecOf } from './user-spec.ts'

export type PersonMethod = {
  readonly id: string
  readonly name: string
  readonly channel: ChannelName
  readonly address: string
  /** In clear, when it is new; null: as stored, or none. */
  readonly newSecret: string | null
  readonly isNew: boolean
  /** Whether the administrator who applies vouches for the address. */
  readonly isVouchedFor: boolean
}

export type PersonWrite = {
  readonly change: 'create' | 'update'
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly spec: UserSpec
  readonly methods: readonly PersonMethod[]
  readonly fields: readonly string[]
}

export type PlanPersonInput = {
  readonly metadata: Metadata
  readonly spec: UserSpec
  /** The fields of `spec` that the document itself holds. */
  readonly mentioned: ReadonlySet<string>
  readonly stored: UserRow | null
  /** Whether the person only now becomes the set's: written even when nothing else differs. */
  readonly isAdopted: boolean
  /** What is wrong with the country or region; needs the calendars, so the caller loads them. */
  readonly holidayFaults: readonly FieldFault[]
  /** Id of a person who is created. */
  readonly id: string
  secretOf(contactMethodId: string): string | null
  newId(): string
}

export type PersonPlan = {
  /** Null when nothing changes. */
  readonly write: PersonWrite | null
  readonly faults: readonly FieldFault[]
  readonly warnings: readonly string[]
}

const WEBHOOK_SECRET_BYTES = 24
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function planPerson(input: PlanPersonInput): PersonPlan {
  const { metadata, stored } = input
  const spec = mergedSpec(input)
  const faults: FieldFault[] = [...headFaults(metadata, spec), ...input.holidayFaults]
  const warnings: string[] = []
  const fault = (field: string, rule: string) => void faults.push({ field, rule })
  const methods = spec.contactMethods.map((method, i) =>
    planMethod(input, method, `spec.contactMethods[${i}]`, fault, warnings),
  )
  spec.contactMethods.forEach(({ name }, i) => {
    if (spec.contactMethods.findIndex((one) => one.name === name) < i) {
      fault(`spec.contactMethods[${i}].name`, 'Each contact method has a name of its own.')
    }
  })
  const ids = new Map(methods.map(({ name, id }) => [name, id]))
  for (const one of readNotificationRules(spec.notificationRules, ids).faults) {
    faults.push({ ...one, field: `spec.notificationRules.${one.field}` })
  }
  const displayName = metadata.displayName ?? metadata.name
  const fields = stored === null ? [] : fieldsChanged(stored, displayName, spec, methods)
  if (input.isAdopted) fields.push('managedBy')
  const { id } = stored ?? input
  const change = stored === null ? 'create' : 'update'
  const write: PersonWrite = { change, id, name: metadata.name, displayName, spec, methods, fields }
  const isSame = stored !== null && fields.length === 0
  return { write: isSame ? null : write, faults, warnings }
}

function headFaults({ name, labels }: Metadata, spec: UserSpec): FieldFault[] {
  const faults: FieldFault[] = []
  if (labels !== undefined)
    faults.push({ field: 'metadata.labels', rule: 'People have no labels.' })
  if (isReservedUserName(name)) {
    faults.push({ field: 'metadata.name', rule: '`me` and what looks like an id are no names.' })
  }
  if (!isKnownTimeZone(spec.timeZone)) {
    const rule = `There is no time zone ${spec.timeZone}.`
    faults.push({ field: 'spec.timeZone', rule, example: 'Europe/Vienna' })
  }
  return faults
}

function mergedSpec({ spec, mentioned, stored }: PlanPersonInput): UserSpec {
  const inOrder = {
    ...spec.workingHours,
    days: WEEKDAYS.filter((day) => spec.workingHours.days.includes(day)),
  }
  const whole = { ...spec, workingHours: inOrder }
  if (stored === null) {
    // Somebody without any address still has the inbox on the screens.
    if (mentioned.has('contactMethods')) return whole
    return { ...whole, contactMethods: [{ name: 'inbox', type: 'inbox' }] }
  }
  const known = userSpecOf(stored)
  const kept = Object.keys(known).filter((field) => !mentioned.has(field))
  return {
    ...whole,
    ...Object.fromEntries(Object.entries(known).filter(([f]) => kept.includes(f))),
  }
}

function planMethod(
  input: PlanPersonInput,
  spec: ContactMethodSpec,
  field: string,
  fault: (field: string, rule: string) => void,
  warnings: string[],
): PersonMethod {
  const found = input.stored?.methods.find((one) => one.name === spec.name)
  const stored = found?.channel === spec.type ? found : undefined
  const { name, type: channel } = spec
  const address = addressOf(spec)
  const isVouchedFor = stored?.verifiedAt == null || stored.address !== address
  const method = { name, channel, address, isNew: !stored, isVouchedFor }
  if (spec.type !== 'webhook')
    return { ...method, id: stored?.id ?? input.newId(), newSecret: null }
  const { secret } = spec
  if (typeof secret === 'string') {
    const isKnown = stored !== undefined && input.secretOf(stored.id) === secret
    return { ...method, id: stored?.id ?? input.newId(), newSecret: isKnown ? null : secret }
  }
  if (secret !== undefined && 'fromEnv' in secret) {
    fault(`${field}.secret`, 'Variables are read where the files are, before they are sent.')
  }
  const keptId = secret !== undefined && 'secret' in secret ? secret.secret : null
  if (stored) {
    if (keptId !== null && keptId !== stored.id) {
      fault(`${field}.secret`, `The kept secret of ${name} is { secret: ${stored.id} }.`)
    }
    return { ...method, id: stored.id, newSecret: null }
  }
  // An exported person applied elsewhere has no stored secret; the id is kept, so that the next
  // export is the same.
  if (keptId !== null) warnings.push(`${name} has a new signing secret: its old one is not here.`)
  const id = keptId !== null && UUID.test(keptId) ? keptId : input.newId()
  const made = `whsec_${randomBytes(WEBHOOK_SECRET_BYTES).toString('base64')}`
  return { ...method, id, newSecret: made }
}

function addressOf(spec: ContactMethodSpec): string {
  switch (spec.type) {
    case 'email':
      return spec.address
    case 'webhook':
      return spec.url
    case 'inbox':
      return ''
  }
}

function fieldsChanged(
  stored: UserRow,
  displayName: string,
  spec: UserSpec,
  methods: readonly PersonMethod[],
): string[] {
  const was = userSpecOf(stored)
  const contactMethods = methods.map(comparable)
  const before = { ...was, contactMethods: stored.methods.map(comparable) }
  const fields = changedPaths({ spec: before }, { spec: { ...spec, contactMethods } })
  methods.forEach(({ newSecret, isVouchedFor, isNew }, i) => {
    const field = `spec.contactMethods[${i}]`
    if (newSecret !== null && !isNew) fields.push(`${field}.secret`)
    const isNamed = fields.some((one) => one.startsWith(field) || one === 'spec.contactMethods')
    if (isVouchedFor && !isNamed) fields.push(field)
  })
  const metadata = userMetadataOf(stored)
  if ((metadata.displayName ?? metadata.name) !== displayName) fields.push('metadata.displayName')
  return fields
}

function comparable({ name, channel, address }: MethodJson | PersonMethod) {
  return { name, type: channel, address }
}
