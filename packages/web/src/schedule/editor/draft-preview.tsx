// Eight weeks of the draft against the present plan: changed shifts outlined, each person's own
// difference in words, and what the next changes of clocks do. The server answers, so that what is
// shown is what will be kept.

import type { SchedulePreview } from '@evenwatch/api'
import { coverageDiff, SHIFT_ROLES } from '@evenwatch/core'
import { lengthInWords } from '../../ui/format-time.ts'
import { startOfDay, startOfWeek } from '../../ui/zone.ts'
import { type Bar, finalBars, ROLE_WORDS, type RoleShifts, within } from '../shifts.ts'
import { clockEffects } from './clock-effects.ts'
import { monthsInWords, movesInWords } from './moves-in-words.ts'
import { PREVIEW_WEEKS, WeekLines } from './week-lines.tsx'

/** Enough to meet the next change of clocks anywhere. */
export const PREVIEW_DAYS = 230
const CHANGES_MAX = 4

type Line = SchedulePreview['after'][number]

/** A line of the preview as the bars that every view draws. */
function barsOf(line: Line | undefined, zone: string): readonly Bar[] {
  if (!line) return []
  const data: RoleShifts = {
    timeZone: zone,
    role: line.role,
    roles: [line.role],
    shifts: line.shifts,
    gaps: line.gaps,
    layers: [],
    overrides: [],
  }
  return finalBars(data)
}

const covered = (bars: readonly Bar[]) =>
  bars.map(({ startsAt, endsAt, people, policies }) => ({
    startsAt,
    endsAt,
    userIds: people.map((person) => person.id),
    policyIds: policies.map((policy) => policy.id),
  }))

export function DraftPreview(props: {
  readonly preview: SchedulePreview
  readonly zone: string
  readonly now: number
  readonly changed: boolean
}) {
  const { preview, zone, now, changed } = props
  const startsAt = startOfWeek(now, zone)
  const window = { startsAt, endsAt: startOfDay(startsAt, zone, PREVIEW_WEEKS * 7) }
  const far = { startsAt: now, endsAt: startOfDay(now, zone, PREVIEW_DAYS) }
  const roles = SHIFT_ROLES.filter((role) =>
    [...preview.before, ...preview.after].some((line) => line.role === role),
  )
  const moved = preview.people
    .map(({ user, effects }) => ({ user, months: monthsInWords(effects) }))
    .filter(({ months }) => months.length > 0)
  const effects = roles.flatMap((role) =>
    clockEffects(
      barsOf(
        preview.after.find((one) => one.role === role),
        zone,
      ),
      far,
      zone,
    ),
  )
  return (
    <section className="stack draft-preview" aria-label="What it means">
      {changed && (
        <div>
          <h3>Who is moved in the next eight weeks</h3>
          {preview.people.length === 0 ? (
            <p className="small muted">
              Nobody. The plan for these weeks names the same people as before.
            </p>
          ) : (
            <>
              <p className="strong">{movesInWords(preview.people)}.</p>
              <ul className="small moves">
                {moved.map(({ user, months }) => (
                  <li key={user}>
                    <b>{user}</b> {months.slice(0, CHANGES_MAX).join(', ')}
                    {months.length > CHANGES_MAX && ` and ${months.length - CHANGES_MAX} more`}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <div>
        <h3>The next eight weeks</h3>
        {roles.map((role) => {
          const before = barsOf(
            preview.before.find((line) => line.role === role),
            zone,
          )
          const after = barsOf(
            preview.after.find((line) => line.role === role),
            zone,
          )
          const span = { startsAt: Math.max(now, window.startsAt), endsAt: window.endsAt }
          const differs = coverageDiff(covered(before), covered(after), span)
          const gaps = within(after, span).filter((bar) => bar.kind === 'gap')
          const unmanned = gaps.reduce((sum, bar) => sum + bar.endsAt - bar.startsAt, 0)
          return (
            <div key={role} className="stack tight">
              {roles.length > 1 && <span className="small strong">{ROLE_WORDS[role]}</span>}
              <WeekLines bars={after} changed={differs} window={window} zone={zone} />
              <p className="small muted">
                {gaps.length === 0
                  ? 'No gap.'
                  : `${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}, ${lengthInWords(unmanned)} with no one.`}{' '}
                {changed &&
                  differs.length > 0 &&
                  `${differs.length} ${differs.length === 1 ? 'span differs' : 'spans differ'} from the present plan (outlined).`}
              </p>
            </div>
          )
        })}
      </div>
      {effects.length > 0 && (
        <div>
          <h3>When clocks change</h3>
          <ul className="small moves">
            {effects.map((effect) => (
              <li key={effect.words}>{effect.words}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
