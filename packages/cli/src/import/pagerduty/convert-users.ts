// People: their e-mail address and when it is to be used.
//
// Push stays behind with PagerDuty's app, and phones have no channel here yet. A rule by such a way
// keeps its time and goes to the person's e-mail address instead, so that nobody hears of a page
// later than before. Everybody keeps at least their sign-in address at once.

import type { ConfigurationDocument, UserSpec } from '@evenwatch/api'
import { PEOPLE_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { readZone } from '../zone-names.ts'
import type { PagerdutyContactMethod, PagerdutySource, PagerdutyUser } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject } from './pagerduty-world.ts'
import { peopleOnDuty } from './people-on-duty.ts'

/** PagerDuty's words for its base roles. */
const ROLES: { readonly [role: string]: UserSpec['role'] | undefined } = {
  owner: 'admin',
  admin: 'admin',
  user: 'manager',
  limited_user: 'responder',
  observer: 'observer',
  restricted_access: 'observer',
  read_only_user: 'observer',
  read_only_limited_user: 'observer',
}

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

export function convertUsers(
  source: PagerdutySource,
  world: PagerdutyWorld,
): ConfigurationDocument[] {
  const onDuty = peopleOnDuty(source)
  const documents: ConfigurationDocument[] = []
  for (const user of source.users ?? []) {
    const name = world.users.get(user.id)
    const object = sourceObject('user', user)
    if (name === undefined) {
      note(world, 'cannot', 'user-without-email', object, 'Give the person an address and repeat.')
      continue
    }
    documents.push({
      apiVersion: 'evenwatch/v1',
      kind: 'User',
      metadata: namedMetadata(name, object.name),
      spec: userSpecOf(user, onDuty.has(user.id), object, world),
    })
  }
  return documents
}

function userSpecOf(
  user: PagerdutyUser,
  isOnDuty: boolean,
  object: SourceObject,
  world: PagerdutyWorld,
): UserSpec {
  const zone = readZone(user.time_zone, object)
  world.findings.push(...zone.findings)
  const email = (user.email ?? '').trim()
  const emails = emailsOf(user, email)
  const methods = nameObjects(emails.map(({ id, label }) => ({ kind: 'email', id, name: label })))
  const nameOfMethod = (id: string) => methods.names.get(id) ?? 'email'
  noteMethodsLeftBehind(user, object, world)
  noteOtherRules(user, object, world)
  return {
    email,
    timeZone: zone.timeZone,
    role: roleOf(user, isOnDuty, object, world),
    workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' },
    sleepHours: { from: '22:00', until: '07:00' },
    contactMethods: emails.map(({ id, address }) => ({
      name: nameOfMethod(id),
      type: 'email',
      address,
    })),
    notificationRules: rulesOf(user, emails, nameOfMethod, object, world),
  }
}

type EmailMethod = { readonly id: string; readonly label: string; readonly address: string }

function emailsOf(user: PagerdutyUser, signIn: string): EmailMethod[] {
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

function noteMethodsLeftBehind(
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

type Rules = UserSpec['notificationRules']

function rulesOf(
  user: PagerdutyUser,
  emails: readonly EmailMethod[],
  nameOfMethod: (id: string) => string,
  object: SourceObject,
  world: PagerdutyWorld,
): Rules {
  const rules: Rules = { high: [], low: [] }
  const mail = nameOfMethod(emails[0]?.id ?? '')
  let rewritten = 0
  for (const rule of user.notification_rules ?? []) {
    const isKept = emails.some(({ id }) => id === rule.contact_method?.id)
    if (!isKept) rewritten += 1
    const via = isKept ? nameOfMethod(rule.contact_method?.id ?? '') : mail
    const of = rule.urgency === 'low' ? rules.low : rules.high
    const minutes = Math.min(
      Math.max(0, Math.round(rule.start_delay_in_minutes ?? 0)),
      PEOPLE_LIMITS.ruleDelayMsMax / 60_000,
    )
    const after = `${minutes}m`
    if (of.some((one) => one.after === after && one.via === via)) continue
    if (of.length < PEOPLE_LIMITS.notificationRulesPerUrgency) of.push({ after, via })
  }
  const isSilent = rules.high.length === 0
  if (isSilent) rules.high.push({ after: '0m', via: mail })
  if (rewritten > 0) {
    const what = rewritten === 1 ? 'One rule goes' : `${rewritten} rules go`
    const detail = `${what} by e-mail at the same time, for want of the old way.`
    note(world, 'changed', 'notification-rule-changed', object, detail)
  } else if (isSilent && (user.notification_rules ?? []).length > 0) {
    const detail = 'There was no rule for high urgency; e-mail at once was added.'
    note(world, 'changed', 'notification-rule-changed', object, detail)
  }
  return rules
}

function noteOtherRules(user: PagerdutyUser, object: SourceObject, world: PagerdutyWorld): void {
  const kinds = [
    ['handoff notification rule', user.oncall_handoff_notification_rules],
    ['status update notification rule', user.status_update_notification_rules],
  ] as const
  for (const [kind, rules] of kinds) {
    if (!rules || rules.length === 0) continue
    const detail = `${rules.length} of ${object.name}; set them under notices.`
    const which = { kind, id: rules[0]?.id ?? object.id, name: object.name }
    note(world, 'cannot', 'object-not-imported', which, detail)
  }
}

/** Whoever is paged must be able to acknowledge, which observers are not. */
function roleOf(
  user: PagerdutyUser,
  isOnDuty: boolean,
  object: SourceObject,
  world: PagerdutyWorld,
): UserSpec['role'] {
  const known = ROLES[user.role ?? 'limited_user']
  const role = known === 'observer' && isOnDuty ? 'responder' : (known ?? 'responder')
  if (known !== role || user.role === 'restricted_access') {
    const detail = `The role ${user.role ?? 'unknown'} became ${role}.`
    note(world, 'changed', 'role-changed', object, detail)
  }
  return role
}
