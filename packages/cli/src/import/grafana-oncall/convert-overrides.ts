// Overrides of Grafana OnCall as overrides of ours.
//
// In Grafana an override hides every rotation while it lasts, and overrides at the same time are on
// call together. Here each acts on what stands after the earlier ones, so the part of an override
// that an earlier one covers adds its people, and the rest sets them.

import { formatInstant, type Span, zoneTable } from '@evenwatch/core'
import type { ImportedOverride } from '../import-result.ts'
import type { Shift } from './read-shift.ts'

const REASON_CHARS_MAX = 200

/** Whom an override puts on call, and when. */
export type OverrideSpan = Span & {
  readonly ref: string
  readonly reason: string
  readonly users: readonly string[]
}

export function convertOverrides(
  schedule: string,
  overrides: readonly OverrideSpan[],
): ImportedOverride[] {
  const covered: Span[] = []
  return overrides.flatMap(({ ref, reason, users, ...span }) => {
    const { shared, alone } = splitBy(span, covered)
    covered.push(span)
    const inputs: ImportedOverride['input'][] = [
      ...alone.map((one) => ({ kind: 'set' as const, users: [...users], ...timesOf(one) })),
      ...shared.flatMap((one) =>
        users.map((add) => ({ kind: 'add' as const, add, ...timesOf(one) })),
      ),
    ]
    return inputs.map((input, i) => ({
      schedule,
      sourceRef: i === 0 ? ref : `${ref}:${i + 1}`,
      linkRef: inputs.length > 1 ? ref : null,
      input: { ...input, reason: reason.slice(0, REASON_CHARS_MAX), cause: 'import' as const },
    }))
  })
}

export function spanOf(shift: Shift): Span {
  const zone = zoneTable(shift.timeZone)
  return {
    startsAt: zone.instantOf(shift.start, 'first'),
    endsAt: zone.instantOf(shift.start + shift.durationMs, 'second'),
  }
}

function timesOf({ startsAt, endsAt }: Span): { startsAt: string; endsAt: string } {
  return { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }
}

/** The parts of a span that others cover, and those that they leave. */
function splitBy(
  span: Span,
  others: readonly Span[],
): { readonly shared: Span[]; readonly alone: Span[] } {
  const cuts = [span.startsAt, span.endsAt, ...others.flatMap((one) => [one.startsAt, one.endsAt])]
  const inside = cuts.filter((at) => at >= span.startsAt && at <= span.endsAt)
  const times = [...new Set(inside)].sort((a, b) => a - b)
  const shared: Span[] = []
  const alone: Span[] = []
  times.slice(1).forEach((endsAt, i) => {
    const startsAt = times[i] ?? endsAt
    const isShared = others.some((one) => one.startsAt <= startsAt && one.endsAt >= endsAt)
    pushJoined(isShared ? shared : alone, { startsAt, endsAt })
  })
  return { shared, alone }
}

function pushJoined(spans: Span[], span: Span): void {
  const last = spans.at(-1)
  if (last?.endsAt === span.startsAt) {
    spans[spans.length - 1] = { startsAt: last.startsAt, endsAt: span.endsAt }
  } else spans.push(span)
}
