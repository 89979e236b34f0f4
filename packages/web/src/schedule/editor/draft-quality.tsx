// The quality of a plan that is not saved yet, beside the present one: the score, what changes it, each
// person's load, and what is new to find fault with. Nothing of it is stored.

import { assessScheduleDraft, getScheduleQuality, type ScheduleView } from '@evenwatch/api'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call, explain } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Chip } from '../../ui/chip.tsx'
import { lengthInWords } from '../../ui/format-time.ts'
import { Skeleton } from '../../ui/states.tsx'
import { SEVERITIES } from '../quality/finding-groups.tsx'
import { compareQuality, type QualityChange } from './compare-quality.ts'

const PEOPLE_MAX = 12
const FINDINGS_MAX = 8
const MINUTE_MS = 60_000

export function DraftQuality(props: {
  readonly schedule: ScheduleView
  /** The draft and when it takes effect, as JSON. */
  readonly asked: string
}) {
  const { schedule, asked } = props
  const params = { schedule: schedule.name }
  const now = useRead(getScheduleQuality, { params, query: {} }).data
  const { data: draft, error } = useQuery({
    queryKey: [assessScheduleDraft.id, schedule.id, schedule.version, asked],
    queryFn: () => call(assessScheduleDraft, { params, body: JSON.parse(asked) }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  // What is wrong with the draft stands above already.
  if (error) return <p className="small muted">Its quality is not known: {explain(error)}</p>
  if (!now || !draft) return <Skeleton lines={3} />
  const change = compareQuality(now, draft)
  const uncovered = (minutes: number) =>
    minutes === 0 ? 'none' : lengthInWords(minutes * MINUTE_MS)
  return (
    <section className="stack tight" aria-label="Quality of the draft">
      <h3>Its quality over the next year</h3>
      <p>
        Score <b>{now.score}</b> now → <b>{draft.score}</b> with the draft. Uncovered:{' '}
        {uncovered(now.uncoveredMinutes)} → {uncovered(draft.uncoveredMinutes)}.
      </p>
      <Parts change={change} />
      <Load change={change} />
      <Findings change={change} />
    </section>
  )
}

type Change = { readonly change: QualityChange }

function Parts({ change }: Change) {
  if (change.parts.length === 0) return <p className="small muted">No part of the score changes.</p>
  return (
    <ul className="small moves">
      {change.parts.map(({ name, now, draft, pointsMax, measured }) => (
        <li key={name}>
          <b className="capital">{name}</b> {now} → {draft} of {pointsMax}: {measured}
        </li>
      ))}
    </ul>
  )
}

function Load({ change: { people } }: Change) {
  if (people.length === 0) return null
  const shown = people.slice(0, PEOPLE_MAX)
  const left = people.length - shown.length
  const hours = (value: number | null) => (value === null ? '–' : `${Math.round(value)} h`)
  return (
    <>
      <table className="table compact">
        <caption className="small muted">Weighted hours of a year</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Now</th>
            <th scope="col">Draft</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, displayName, now, draft }) => (
            <tr key={id}>
              <th scope="row">{displayName}</th>
              <td>{hours(now)}</td>
              <td>{hours(draft)}</td>
              <td>{signed(Math.round((draft ?? 0) - (now ?? 0)))} h</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 && <p className="small muted">And {left} more people.</p>}
    </>
  )
}

const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value)}`

function Findings({ change: { added, gone } }: Change) {
  const left = added.length - FINDINGS_MAX
  return (
    <>
      {added.length > 0 && (
        <ul className="moves small" aria-label="New findings">
          {added.slice(0, FINDINGS_MAX).map(({ code, severity, sentence, before }) => (
            <li key={`${code} ${sentence}`} className="row">
              <Chip {...SEVERITIES[severity]} />
              <span>
                {before === 0 ? `New: ${sentence}` : `More often: ${sentence} Before: ${before}.`}
              </span>
            </li>
          ))}
          {left > 0 && <li className="muted">And {left} more.</li>}
        </ul>
      )}
      {gone.length > 0 && (
        <ul className="moves small" aria-label="Findings that are gone">
          {gone.slice(0, FINDINGS_MAX).map(({ code, sentence }) => (
            <li key={`${code} ${sentence}`}>No longer: {sentence}</li>
          ))}
        </ul>
      )}
    </>
  )
}
