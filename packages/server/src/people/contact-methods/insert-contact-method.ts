// Adds a way to reach a person, within the caller's change of configuration.
//
// The inbox needs no proof: it is this product. Any other address pages nobody until a code sent
// there came back, or an administrator who entered it vouches for it; the record says which.

import { randomBytes } from 'node:crypto'
import type { ContactMethodSpec } from '@evenwatch/api'
import { formatInstant, PEOPLE_LIMITS } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { ChangeBy } from '../change-by.ts'

export type VerifiedBy = 'owner' | 'administrator' | 'itself'

const WEBHOOK_SECRET_BYTES = 24

export type NewMethod = {
  readonly id: string
  /** The generated signing secret, in clear for the last time; null when none was generated. */
  readonly secret: string | null
}

const INSERT = `
insert into contact_method (id, user_id, name, channel, address, secret, position, verified_at,
  verified_by, revision, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

export async function insertContactMethod(
  context: ServerContext,
  client: PoolClient,
  userId: string,
  spec: ContactMethodSpec,
  by: ChangeBy,
  options: { readonly verifiedBy: VerifiedBy | null; readonly field: string },
): Promise<NewMethod | Refusal> {
  const place = await findPlace(client, userId, spec.name)
  if (typeof place !== 'number') return place
  const secret = secretOf(spec, options.field)
  if ('refused' in secret) return secret
  const verifiedBy = spec.type === 'inbox' ? 'itself' : options.verifiedBy
  const now = context.clock.now()
  const id = context.random.uuid(now)
  await client.query(INSERT, [
    id,
    userId,
    spec.name,
    spec.type,
    addressOf(spec),
    secret.plain === null ? null : context.secrets.seal(secret.plain),
    place,
    verifiedBy === null ? null : formatInstant(now),
    verifiedBy,
    by.revision,
    formatInstant(now),
  ])
  await appendTimeline(client, [
    {
      at: now,
      subjectKind: 'user',
      subjectId: userId,
      kind: 'contact-method-added',
      actor: by.actor,
      data: { contactMethodId: id, channel: spec.type, verifiedBy },
    },
  ])
  return { id, secret: secret.isGenerated ? secret.plain : null }
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

/** The position behind the others. */
async function findPlace(
  client: PoolClient,
  userId: string,
  name: string,
): Promise<number | Refusal> {
  const { rows } = await client.query<{ name: string; position: number }>(
    'select name, position from contact_method where user_id = $1 and deleted_at is null',
    [userId],
  )
  if (rows.some((method) => method.name === name)) {
    return refuse('name-taken', { detail: `There is a contact method ${name} already.` })
  }
  if (rows.length >= PEOPLE_LIMITS.contactMethodsPerUser) {
    const rule = `a person has at most ${PEOPLE_LIMITS.contactMethodsPerUser} contact methods`
    return refuse('invalid-request', { fields: [{ field: 'name', rule }] })
  }
  return Math.max(-1, ...rows.map((method) => method.position)) + 1
}

/** Files resolve `fromEnv` where they are applied; a new method has no stored secret to keep. */
function secretOf(
  spec: ContactMethodSpec,
  field: string,
): { readonly plain: string | null; readonly isGenerated: boolean } | Refusal {
  if (spec.type !== 'webhook') return { plain: null, isGenerated: false }
  if (spec.secret === undefined) {
    const plain = `whsec_${randomBytes(WEBHOOK_SECRET_BYTES).toString('base64')}`
    return { plain, isGenerated: true }
  }
  if (typeof spec.secret === 'string') return { plain: spec.secret, isGenerated: false }
  const rule = 'a new webhook takes the secret itself, or none to have one made'
  return refuse('invalid-request', {
    fields: [{ field: field === '' ? 'secret' : `${field}.secret`, rule }],
  })
}
