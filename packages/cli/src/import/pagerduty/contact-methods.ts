// The addresses of a person, and the ways to reach them that stay behind: push belongs to the app
// of PagerDuty, and phones have no channel here yet. Everybody keeps at least the address that they
// sign in with.

import { PEOPLE_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type { PagerdutyContactMethod, PagerdutyUser } from './pagerduty-source.ts'
import { note, type PagerdutyWorld } from './pagerduty-world.ts'

type LeftBehind = { readonly code: ReasonCode; readonly words: string }

const LEFT_BEHIND: { readonly [type: string]: LeftBehind | undefined } = {
  push_notification_contact_method: {
    code: 'contact-method-not-portable',
    words: 'Push belongs to the PagerDuty app on that device',
  },
  phone_contact_method: {
    code: 'contact-method-channel-absent',
    words: 'There are no phone calls here yet',
  },
  sms_contact_method: {
    code: 'contact-method-channel-absent',
    words: 'There are no text messages here yet',
  },
  whatsapp_contact_method: {
    code: 'contact-method-channel-absent',
    words: 'There is no WhatsApp here yet',
  },
}

export type EmailMethod = { readonly id: string; readonly label: string; readonly address: string }

export function emailsOf(user: PagerdutyUser, signIn: string): EmailMethod[] {
  const emails = (user.contact_methods ?? []).flatMap((method) => {
    const address = (method.address ?? '').trim()
    if (bareType(method) !== 'email_contact_method' || address === '') return []
    if (method.enabled === false) return []
    return [{ id: method.id, label: method.label ?? method.summary ?? 'email', address }]
  })
  if (emails.length === 0) return [{ id: 'sign-in', label: 'email', address: signIn }]
  return emails.slice(0, PEOPLE_LIMITS.contactMethodsPerUser)
}

function bareType(method: { readonly type?: string | null | undefined }): string {
  return (method.type ?? '').replace(/_reference$/, '')
}

export function noteMethodsLeftBehind(
  user: PagerdutyUser,
  object: SourceObject,
  world: PagerdutyWorld,
): void {
  for (const method of user.contact_methods ?? []) {
    const type = bareType(method)
    const isEmail = type === 'email_contact_method'
    if (isEmail && method.enabled !== false && method.address) continue
    const why = leftBehind(type, isEmail)
    const detail = `${why.words}: ${labelOf(method)} of ${object.name}.`
    note(
      world,
      'cannot',
      why.code,
      { kind: 'contact method', id: method.id, name: labelOf(method) },
      detail,
    )
  }
}

function leftBehind(type: string, isEmail: boolean): LeftBehind {
  if (isEmail) {
    const words = 'The address was switched off or is missing'
    return { code: 'contact-method-not-portable', words }
  }
  const words = `There is no way to reach people called ${type || 'nothing'} here`
  return LEFT_BEHIND[type] ?? { code: 'contact-method-channel-absent', words }
}

function labelOf(method: PagerdutyContactMethod): string {
  const number = method.address ?? ''
  const country = method.country_code && number !== '' ? `+${method.country_code} ` : ''
  return [method.label ?? method.summary ?? method.id, `${country}${number}`]
    .filter((part) => part !== '')
    .join(' ')
}
