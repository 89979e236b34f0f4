// People with their contact methods and the rules for new alerts.
//
// The login is the address. Calls, SMS and push have no channel here yet, so whoever relied on them
// alone is mailed at once: nobody becomes unreachable by being imported. Opsgenie's rules know no
// urgency, so the same ones hold for high and low.

import type { ConfigurationDocument, UserSpec } from '@evenwatch/api'
import { formatDuration, type JsonObject, MINUTE_MS, PEOPLE_LIMITS } from '@evenwatch/core'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import { numberOf, objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { readZone } from '../zone-names.ts'
import {
  type Conversion,
  found,
  isEmail,
  isUsable,
  sourceObject,
  usernameOf,
} from './conversion.ts'

type Method = UserSpec['contactMethods'][number]
type Rule = UserSpec['notificationRules']['high'][number]

export function convertUsers(conversion: Conversion): ConfigurationDocument[] {
  return conversion.source.users.flatMap((user) => {
    const object = sourceObject('user', user, usernameOf(user))
    if (!isUsable(user)) {
      if (user.blocked === true) {
        found(conversion, 'cannot', 'user-inactive', object, 'The account is blocked there.')
      } else {
        const detail = 'The login is no address that we accept; create the person here.'
        found(conversion, 'cannot', 'user-without-email', object, detail)
      }
      return []
    }
    const name = conversion.users.nameOf(user) ?? ''
    const zone = readZone(textOf(user.timeZone) ?? textOf(user.timezone), object)
    conversion.findings.push(...zone.findings)
    const contactMethods = methodsOf(conversion, user)
    const rules = rulesOf(conversion, user, contactMethods)
    return [
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'User',
        metadata: namedMetadata(name, textOf(user.fullName) ?? name),
        spec: {
          email: usernameOf(user).toLowerCase(),
          timeZone: zone.timeZone,
          role: roleOf(conversion, user),
          contactMethods,
          notificationRules: { high: rules, low: rules },
        },
      }),
    ]
  })
}

const ROLES = {
  owner: 'admin',
  admin: 'admin',
  user: 'responder',
  stakeholder: 'observer',
} as const

function roleOf(conversion: Conversion, user: JsonObject): UserSpec['role'] {
  const role = objectOrNull(user.role)
  const word = (role && (textOf(role.name) ?? textOf(role.id))) ?? 'user'
  const known = Object.entries(ROLES).find(([name]) => name === word.toLowerCase())
  if (known) return known[1]
  const detail = `The role ${word} has no equal here; the person is a responder.`
  found(conversion, 'changed', 'role-changed', sourceObject('user', user, usernameOf(user)), detail)
  return 'responder'
}

function methodsOf(conversion: Conversion, user: JsonObject): Method[] {
  const object = sourceObject('user', user, usernameOf(user))
  const contacts = objectsOf(user.userContacts)
  const kinds = contacts.map(kindOf)
  const absent = [...new Set(kinds.filter((kind) => kind === 'sms' || kind === 'voice'))]
  if (absent.length > 0) {
    const detail = `Numbers for ${absent.join(' and ')} stay behind until there is a channel for them.`
    found(conversion, 'cannot', 'contact-method-channel-absent', object, detail)
  }
  if (kinds.some((kind) => kind === 'mobile')) {
    const detail = 'Push goes to the other system’s app; the person enrols a device here.'
    found(conversion, 'cannot', 'contact-method-not-portable', object, detail)
  }
  const addresses = contacts
    .filter((contact) => kindOf(contact) === 'email')
    .map((contact) => (textOf(contact.to) ?? '').toLowerCase())
    .filter(isEmail)
  const all = [...new Set([...addresses, usernameOf(user).toLowerCase()])]
  const emails = all.slice(0, PEOPLE_LIMITS.contactMethodsPerUser - 1).map(
    (address, i): Method => ({
      name: i === 0 ? 'email' : `email-${i + 1}`,
      type: 'email',
      address,
    }),
  )
  return [...emails, { name: 'inbox', type: 'inbox' }]
}

function kindOf(contact: JsonObject): string {
  return textOf(contact.contactMethod) ?? textOf(contact.method) ?? ''
}

function rulesOf(conversion: Conversion, user: JsonObject, methods: readonly Method[]): Rule[] {
  const object = sourceObject('user', user, usernameOf(user))
  const rules = objectsOf(user.notificationRules).filter((rule) => rule.enabled !== false)
  const others = rules.filter((rule) => textOf(rule.actionType) !== 'create-alert')
  const conditional = rules.filter((rule) => !others.includes(rule) && isConditional(rule))
  const plain = rules.filter((rule) => !others.includes(rule) && !isConditional(rule))
  const steps = plain
    .flatMap((rule) => objectsOf(rule.steps))
    .filter((step) => step.enabled !== false)
  const kept = steps.flatMap((step) => ruleOf(step, methods))
  const lost = [
    ...(others.length > 0 ? [`${others.length} for other events than a new alert`] : []),
    ...(conditional.length > 0 ? [`${conditional.length} with conditions or hours`] : []),
    ...(kept.length < steps.length
      ? [`${steps.length - kept.length} steps by call, SMS or push`]
      : []),
    ...(plain.some((rule) => objectOrNull(rule.repeat)?.enabled === true) ? ['its repeating'] : []),
  ]
  if (lost.length > 0) {
    const detail = `Left out of the rules: ${lost.join(', ')}.`
    found(conversion, 'changed', 'notification-rule-changed', object, detail)
  }
  const first = methods[0]
  if (kept.length === 0 && first) return [{ after: '0m', via: first.name }]
  return kept.slice(0, PEOPLE_LIMITS.notificationRulesPerUrgency)
}

function isConditional(rule: JsonObject): boolean {
  const criteria = objectOrNull(rule.criteria)
  const type = criteria && textOf(criteria.type)
  return (type !== null && type !== 'match-all') || objectOrNull(rule.timeRestriction) !== null
}

function ruleOf(step: JsonObject, methods: readonly Method[]): Rule[] {
  const contact = objectOrNull(step.contact)
  if (contact === null || kindOf(contact) !== 'email') return []
  const address = textOf(contact.to)?.toLowerCase()
  const method = methods.find((one) => one.type === 'email' && one.address === address)
  if (method === undefined) return []
  const afterMs = durationMsOf(objectOrNull(step.sendAfter)) ?? 0
  if (afterMs > PEOPLE_LIMITS.ruleDelayMsMax) return []
  return [{ after: formatDuration(afterMs), via: method.name }]
}

const UNIT_MINUTES: { readonly [unit: string]: number | undefined } = {
  minutes: 1,
  hours: 60,
  days: 1_440,
}

/** `{ timeAmount: 5, timeUnit: "minutes" }`; minutes when no unit is said. */
export function durationMsOf(written: JsonObject | null): number | null {
  const amount = written && numberOf(written.timeAmount)
  if (written === null || amount === null || amount < 0) return null
  const minutes = UNIT_MINUTES[(textOf(written.timeUnit) ?? 'minutes').toLowerCase()]
  return minutes === undefined ? null : amount * minutes * MINUTE_MS
}
