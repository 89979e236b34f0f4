// Sentences about load: what a shift became, and how it compares with the quieter ones.
//
// Only whole shifts are compared: one that the span cuts was weighed in part. And only lighter ones
// are called quieter: among people with other hours an undisturbed shift may weigh more.

import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { wallText } from '../../schedule/change/nights.ts'
import type { ShiftLoad } from './shift-loads.ts'

/** Fewer shifts than these say nothing about what is usual. */
const QUIET_SHIFTS_MIN = 2

type Said = { readonly displayName: string; readonly timeZone: string }

/** `all` are the shifts of the same span, the one in question among them. */
export function describeShiftLoad(
  shift: ShiftLoad,
  all: readonly ShiftLoad[],
  { displayName, timeZone }: Said,
): string {
  const { work, predictedWeightedHours: predicted, actualWeightedHours: actual } = shift
  const from = wallText(shift.startsAt, timeZone)
  const name = `${displayName}’s shift from ${from}`
  if (work.pages === 0 && work.engagedMs === 0) {
    return `${name} was quiet: ${hours(actual)} weighted hours, as predicted.`
  }
  const night = work.byHour.sleep.pages
  const during = night === 0 ? '' : `, ${night === work.pages ? 'all' : night} in sleep hours`
  const engaged = work.engagedMs < MINUTE_MS ? '' : `, ${lengthText(work.engagedMs)} engaged`
  const pages = `${work.pages} ${work.pages === 1 ? 'page' : 'pages'}${during}${engaged}`
  const weighs = `${name} weighed ${hours(actual)} hours instead of ${hours(predicted)}: ${pages}.`
  const quiet = all.filter((one) => isLike(one, shift) && !one.isHeavy)
  if (!shift.isWhole || !shift.isHeavy || quiet.length < QUIET_SHIFTS_MIN) return weighs
  const mean = quiet.reduce((sum, one) => sum + one.actualWeightedHours, 0) / quiet.length
  if (mean >= actual) return weighs
  return `${weighs} The ${quiet.length} quieter shifts as long as this weighed ${hours(mean)} on average.`
}

/** Clock changes make a week an hour longer or shorter; it is the same kind of shift. */
function isLike(one: ShiftLoad, other: ShiftLoad): boolean {
  const difference = one.endsAt - one.startsAt - (other.endsAt - other.startsAt)
  return one.isWhole && one.role === other.role && Math.abs(difference) <= HOUR_MS
}

function hours(value: number): string {
  return String(Math.round(value))
}

function lengthText(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS)
  const whole = Math.floor(minutes / 60)
  return whole === 0 ? `${minutes} min` : `${whole} h ${String(minutes % 60).padStart(2, '0')} min`
}
