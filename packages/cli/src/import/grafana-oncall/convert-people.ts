// People of Grafana OnCall with their notification rules, and teams.
//
// Its API gives no phone numbers and no devices, so e-mail is the one address that comes over.
// "Important" rules are those for high urgency here, the others for low; whoever has no important
// rules is reached by the others for both. A list of rules in which nothing can be sent from here
// becomes one e-mail at the time of its first rule, so that nobody is out of reach.

import { API_VERSION, type ConfigurationDocument, type UserSpec } from '@evenwatch/api'
import { formatDuration, PEOPLE_LIMITS, type Role, SECOND_MS } from '@evenwatch/core'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import type { Report } from '../report.ts'
import {
  emailOf,
  type Fields,
  flagOf,
  numberOf,
  objectsOf,
  textOf,
  textsOf,
} from '../source-fields.ts'
import { readZone } from '../zone-names.ts'
import { GENERAL_TEAM, type GrafanaNames, objectNamed } from './grafana-names.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

const MAIL = 'mail'
const ROLES: { readonly [role: string]: Role | undefined } = {
  admin: 'admin',
  viewer: 'observer',
  none: 'observer',
}

type Rules = UserSpec['notificationRules']['high']

export function convertPeople(
  source: GrafanaOncallSource,
  names: GrafanaNames,
  report: Report,
): ConfigurationDocument[] {
  const rules = objectsOf(source.personal_notification_rules)
  return objectsOf(source.users).flatMap((user) => {
    const object = objectNamed('user', user, user.username ?? user.email)
    const name = names.users.get(object.id)
    const email = emailOf(user.email)
    if (name === undefined || email === null) {
      report.cannot('user-without-email', object, 'Give an e-mail address and import again.')
      return []
    }
    const own = rules.filter((rule) => textOf(rule.user_id) === object.id)
    const zone = readZone(textOf(user.timezone), object)
    report.findings.push(...zone.findings)
    if (flagOf(user.is_phone_number_verified) === true) {
      const detail = 'Grafana does not give out the phone number.'
      report.cannot('contact-method-not-portable', object, detail)
    }
    if (user.slack !== null && user.slack !== undefined) {
      const detail = 'The link to Slack stays behind.'
      report.cannot('contact-method-channel-absent', object, detail)
    }
    return [
      makeDocument({
        apiVersion: API_VERSION,
        kind: 'User',
        metadata: namedMetadata(name, object.name),
        spec: {
          email,
          timeZone: zone.timeZone,
          role: ROLES[textOf(user.role)?.toLowerCase() ?? ''] ?? 'responder',
          contactMethods: [{ name: MAIL, type: 'email', address: email }],
          notificationRules: rulesOf(own, object, report),
        },
      }),
    ]
  })
}

function rulesOf(
  rules: readonly Fields[],
  object: ReturnType<typeof objectNamed>,
  report: Report,
): UserSpec['notificationRules'] {
  const inOrder = [...rules].sort(
    (a, b) => (numberOf(a.position) ?? 0) - (numberOf(b.position) ?? 0),
  )
  const important = inOrder.filter((rule) => flagOf(rule.important) === true)
  const usual = inOrder.filter((rule) => flagOf(rule.important) !== true)
  const lostTypes = new Set<string>()
  const low = readRules(usual, lostTypes)
  const high = important.length > 0 ? readRules(important, lostTypes) : low
  if (lostTypes.size > 0) {
    const types = [...lostTypes].join(', ')
    const detail = `There is no channel here for ${types}; e-mail alone remains.`
    report.changed('notification-rule-changed', object, detail)
  }
  return { high, low }
}

function readRules(rules: readonly Fields[], lostTypes: Set<string>): Rules {
  let afterMs = 0
  const found: Rules = []
  let firstLostMs: number | null = null
  for (const rule of rules) {
    const type = textOf(rule.type) ?? 'nothing'
    if (type === 'wait') afterMs += (numberOf(rule.duration) ?? 0) * SECOND_MS
    else if (type === 'notify_by_email') found.push({ after: afterText(afterMs), via: MAIL })
    else {
      lostTypes.add(type)
      firstLostMs ??= afterMs
    }
  }
  if (found.length === 0) return [{ after: afterText(firstLostMs ?? 0), via: MAIL }]
  return found.slice(0, PEOPLE_LIMITS.notificationRulesPerUrgency)
}

function afterText(ms: number): string {
  return formatDuration(Math.min(ms, PEOPLE_LIMITS.ruleDelayMsMax))
}

/** `needsGeneral`: something without a team needs one. */
export function convertTeams(
  source: GrafanaOncallSource,
  names: GrafanaNames,
  needsGeneral: boolean,
): ConfigurationDocument[] {
  const users = objectsOf(source.users)
  const teams = objectsOf(source.teams).flatMap((team): ConfigurationDocument[] => {
    const { id, name: title } = objectNamed('team', team)
    const name = names.teams.get(id)
    if (name === undefined) return []
    const members = users
      .filter((user) => textsOf(user.teams).includes(id))
      .flatMap((user) => names.users.get(textOf(user.id) ?? '') ?? [])
    return [teamDocument(name, title, members)]
  })
  return needsGeneral ? [...teams, teamDocument(GENERAL_TEAM, 'General', [])] : teams
}

function teamDocument(name: string, title: string, members: string[]): ConfigurationDocument {
  const metadata = namedMetadata(name, title)
  const spec = { leads: [], members: members.slice(0, PEOPLE_LIMITS.membersPerTeam) }
  return makeDocument({ apiVersion: API_VERSION, kind: 'Team', metadata, spec })
}
