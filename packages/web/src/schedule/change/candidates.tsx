// Whom to ask or put on call: those with the least load first, each with what matters for the span.
// Boxes where several may be asked, one of them where one is put on call.

import type { CoverCandidate } from '@evenwatch/api'
import { useContext } from 'react'
import { Button } from '../../ui/button.tsx'
import { shortTime } from '../../ui/format-time.ts'
import { Shape } from '../../ui/glyphs.tsx'
import { Avatar } from '../../ui/person.tsx'
import { DisplayZone, Time } from '../../ui/time.tsx'
import { cityOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'

export const isRefused = ({ checks }: CoverCandidate) =>
  checks.some(({ severity }) => severity === 'refusal')

export function Candidates(props: {
  readonly items: readonly CoverCandidate[]
  readonly several: boolean
  readonly chosen: ReadonlySet<string>
  readonly span: Window
  readonly now: number
  readonly onChoose: (ids: ReadonlySet<string>) => void
}) {
  const { items, several, chosen, onChoose } = props
  const toggle = (id: string) => {
    if (!several) return onChoose(new Set([id]))
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  return (
    <div className="stack tight">
      {several && (
        <div className="row wrap">
          <Button size="small" onClick={() => onChoose(idsOf(items))}>
            Everybody
          </Button>
          <Button
            size="small"
            onClick={() => onChoose(idsOf(items.filter((item) => !isRefused(item))))}
          >
            All who can
          </Button>
          <Button size="small" kind="quiet" onClick={() => onChoose(new Set())}>
            Nobody
          </Button>
        </div>
      )}
      <ul className="candidates">
        {items.map((item) => (
          <li key={item.user.id}>
            <label className="candidate">
              <input
                type={several ? 'checkbox' : 'radio'}
                name="candidate"
                checked={chosen.has(item.user.id)}
                onChange={() => toggle(item.user.id)}
              />
              <Avatar {...item.user} />
              <CandidateWords item={item} span={props.span} now={props.now} />
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

const idsOf = (items: readonly CoverCandidate[]) => new Set(items.map(({ user }) => user.id))

export function CandidateWords(props: {
  readonly item: CoverCandidate
  readonly span: Window
  readonly now: number
}) {
  const { item, span, now } = props
  const display = useContext(DisplayZone)
  const { timeZone, checks } = item
  const local = (at: number) => shortTime(at, now, timeZone)
  const city = timeZone === display ? '' : ` in ${cityOf(timeZone)}`
  return (
    <span className="grow stack candidate-words">
      <span className="row wrap">
        <strong>{item.user.displayName}</strong>
        {item.isOnCallAlready && <span className="label">on call already</span>}
        {item.isAsleep && <span className="label">asleep then</span>}
      </span>
      <span className="small muted">
        For them {local(span.startsAt)} – {local(span.endsAt)}
        {city} · {nightsInWords(item)} ·{' '}
        {item.lastCoverGivenAt ? (
          <>
            last cover given <Time at={item.lastCoverGivenAt} inert />
          </>
        ) : (
          'no cover given yet'
        )}
      </span>
      {checks
        .filter(({ code }) => code !== 'asleep')
        .map((check) => (
          <span key={check.code + check.startsAt} className="small row top">
            <Shape name={check.severity === 'refusal' ? 'octagon' : 'triangle'} size={12} />
            <span>{check.sentence}</span>
          </span>
        ))}
    </span>
  )
}

/** “3 nights this quarter, 1.2 fewer than the mean”. */
export function nightsInWords(item: Pick<CoverCandidate, 'nightsThisQuarter' | 'nightsMean'>) {
  const { nightsThisQuarter: nights, nightsMean: mean } = item
  const off = Math.round((nights - mean) * 10) / 10
  const against =
    off === 0 ? 'the mean' : `${Math.abs(off)} ${off > 0 ? 'more' : 'fewer'} than the mean`
  return `${nights} ${nights === 1 ? 'night' : 'nights'} this quarter, ${against}`
}
