// A person as files write them. Secrets are named, never shown.

import type { HolidayPlace, Metadata, UserSpec } from '@evenwatch/api'
import { formatDuration, type Urgency, WEEKDAYS } from '@evenwatch/core'
import type { MethodJson } from '../contact-methods/method-json.ts'
import type { UserRow } from '../users/user-view.ts'

export function userMetadataOf({ name, displayName }: UserRow): Metadata {
  return { name, ...(displayName !== name && { displayName }) }
}

export function userSpecOf(row: UserRow): UserSpec {
  const rulesOf = (urgency: Urgency) =>
    row.rules
      .filter((rule) => rule.urgency === urgency)
      .map(({ afterMs, via }) => ({ after: formatDuration(afterMs), via }))
  return {
    email: row.email,
    timeZone: row.timeZone,
    role: row.role,
    workingHours: {
      days: WEEKDAYS.filter((day) => row.workingDays.includes(day)),
      from: row.workingFrom,
      until: row.workingUntil,
    },
    sleepHours: { from: row.sleepFrom, until: row.sleepUntil },
    holidays: row.holidays && { country: row.holidays.country, ...regionOf(row.holidays) },
    contactMethods: row.methods.map(methodSpecOf),
    notificationRules: { high: rulesOf('high'), low: rulesOf('low') },
  }
}

function regionOf({ region }: HolidayPlace) {
  return region === undefined ? {} : { region }
}

function methodSpecOf({ id, name, channel, address }: MethodJson): UserSpec['contactMethods'][0] {
  switch (channel) {
    case 'email':
      return { name, type: 'email', address }
    case 'webhook':
      return { name, type: 'webhook', url: address, secret: { secret: id } }
    case 'inbox':
      return { name, type: 'inbox' }
  }
}
