// The source's own answer to "who is on call when": the final timeline of each schedule.

import type { JsonObject } from '@evenwatch/core'
import type { RenderedSchedule, RenderedShift } from '../import-result.ts'
import { objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { type Conversion, findTeam, nameField, peopleOfTeam } from './conversion.ts'
import { instantOf } from './convert-schedules.ts'

/** `policies`: our names of the escalations that came over; an escalation's turn is theirs. */
export function convertTimelines(
  conversion: Conversion,
  policies: ReadonlySet<string>,
): RenderedSchedule[] {
  return conversion.source.schedules.flatMap((schedule) => {
    const timeline = objectOrNull(schedule.timeline)
    const from = timeline && instantOf(textOf(timeline.startDate))
    const until = timeline && instantOf(textOf(timeline.endDate))
    if (timeline === null || from === null || until === null || schedule.enabled === false)
      return []
    const rotations = objectsOf(objectOrNull(timeline.finalTimeline)?.rotations)
    const shifts = rotations
      // Rotations that were deleted still stand there, for the past.
      .filter((rotation) => rotation.deleted !== true)
      .flatMap((rotation) => objectsOf(rotation.periods))
      .flatMap((period) => shiftOf(conversion, period, policies))
    return [{ schedule: conversion.schedules.nameOf(schedule) ?? '', from, until, shifts }]
  })
}

function shiftOf(
  conversion: Conversion,
  period: JsonObject,
  policies: ReadonlySet<string>,
): RenderedShift[] {
  const startsAt = instantOf(textOf(period.startDate))
  const endsAt = instantOf(textOf(period.endDate))
  if (startsAt === null || endsAt === null || startsAt >= endsAt) return []
  const flattened = objectsOf(period.flattenedRecipients)
  const recipient = objectOrNull(period.recipient)
  const recipients = flattened.length > 0 ? flattened : recipient ? [recipient] : []
  // Whom an escalation reaches is its own to say: only that it has the turn is compared.
  const policy = recipient && policyOf(conversion, recipient, policies)
  if (policy) return [{ startsAt, endsAt, users: [], policies: [policy] }]
  const users = [...new Set(recipients.flatMap((one) => peopleOf(conversion, one)))]
  return users.length === 0 ? [] : [{ startsAt, endsAt, users }]
}

function policyOf(
  { escalations }: Conversion,
  recipient: JsonObject,
  policies: ReadonlySet<string>,
): string | null {
  if (textOf(recipient.type) !== 'escalation') return null
  const name = escalations.nameOf(recipient)
  return name !== null && policies.has(name) ? name : null
}

function peopleOf(conversion: Conversion, recipient: JsonObject): string[] {
  const type = textOf(recipient.type)
  if (type === 'none' || type === 'noone') return []
  if (type === 'team') {
    const { leads, members } = peopleOfTeam(conversion, findTeam(conversion, recipient))
    return [...leads, ...members]
  }
  // Somebody who did not come over is named as they are there, so that the comparison shows it.
  return [conversion.users.nameOf(recipient) ?? nameField(recipient)]
}
