// What a change would do, before it is made: the line before and after, who is on call more or less,
// what speaks against it, and who will be told. The server answers by the code of the change itself.

import type { ChangePreview, ShiftCheckView } from '@evenwatch/api'
import { Fragment } from 'react'
import { shortTime } from '../../ui/format-time.ts'
import { Shape } from '../../ui/glyphs.tsx'
import { namesInWords, tintOf } from '../../ui/person.tsx'
import { cityOf } from '../../ui/zone.ts'
import { ROLE_WORDS } from '../shifts.ts'
import { type EffectRow, effectRows } from './effect-rows.ts'

type Zoned = { readonly zone: string; readonly now: number }

export function Effect(props: Zoned & { readonly preview: ChangePreview }) {
  const { preview, zone, now } = props
  return (
    <div className="stack">
      <Checks checks={preview.checks} zone={zone} now={now} />
      {preview.lines.map((line) => (
        <EffectLine key={`${line.schedule.id} ${line.role}`} {...{ line, zone, now }} />
      ))}
      {preview.people.length > 0 && (
        <div className="stack tight">
          <h3>Who is moved</h3>
          <ul className="stack tight small">
            {preview.people.map(({ user, hours, nights }) => (
              <li key={user.id}>
                <strong>{user.displayName}</strong> {differenceInWords(hours, nights)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="small">
        <strong>Will be told:</strong>{' '}
        {preview.told.length === 0
          ? 'nobody but you.'
          : `${namesInWords(
              preview.told.map(({ user }) => user),
              6,
            )}.`}
      </p>
    </div>
  )
}

export function Checks(props: Zoned & { readonly checks: readonly ShiftCheckView[] }) {
  if (props.checks.length === 0) {
    return (
      <p className="row small">
        <Shape name="check" size={13} /> Nothing speaks against it.
      </p>
    )
  }
  return (
    <ul className="check-list">
      {props.checks.map((check) => (
        <li key={`${check.code} ${check.user.id} ${check.startsAt}`} className={check.severity}>
          <Shape name={check.severity === 'refusal' ? 'octagon' : 'triangle'} size={13} />
          <span>
            <strong>{check.severity === 'refusal' ? 'Refused' : 'Look'}:</strong> {check.sentence}
          </span>
        </li>
      ))}
    </ul>
  )
}

function EffectLine(props: Zoned & { readonly line: ChangePreview['lines'][number] }) {
  const { line, zone, now } = props
  const rows = effectRows(line)
  const { displayName } = line.schedule
  const name = line.role === 'primary' ? displayName : `${displayName}, ${ROLE_WORDS[line.role]}`
  return (
    <div className="stack tight">
      <h3>{name}</h3>
      <Strip rows={rows} />
      <table className="table compact effect-table">
        <caption className="hidden-visually">
          {name} before and after, times in {cityOf(zone)}
        </caption>
        <thead>
          <tr>
            <th scope="col">From ({cityOf(zone)})</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.startsAt} className={row.changes ? 'changed' : undefined}>
              <td>
                <time dateTime={new Date(row.startsAt).toISOString()}>
                  {shortTime(row.startsAt, now, zone)}
                </time>
              </td>
              <td>{namesOrNobody(row.before)}</td>
              <td>{row.changes ? <strong>{namesOrNobody(row.after)}</strong> : 'as before'}</td>
            </tr>
          ))}
          <tr>
            <td>
              {rows.at(-1) && (
                <time dateTime={new Date(rows.at(-1)?.endsAt ?? 0).toISOString()}>
                  {shortTime(rows.at(-1)?.endsAt ?? 0, now, zone)}
                </time>
              )}
            </td>
            <td colSpan={2} className="muted">
              as before
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** The same to scale, for the eye alone: the table says it to everybody. */
function Strip({ rows }: { readonly rows: readonly EffectRow[] }) {
  const begins = rows[0]?.startsAt ?? 0
  const length = (rows.at(-1)?.endsAt ?? 1) - begins
  const share = (ms: number) => `${(ms / Math.max(1, length)) * 100}%`
  const ways = [
    { word: 'Before', people: (row: EffectRow) => row.before },
    { word: 'After', people: (row: EffectRow) => row.after },
  ]
  return (
    <div className="effect-strip" aria-hidden="true">
      {ways.map(({ word, people }) => (
        <Fragment key={word}>
          <span className="tiny muted">{word}</span>
          <div className="effect-track">
            {rows.map((row) => {
              const [first] = people(row)
              return (
                <span
                  key={row.startsAt}
                  className={first ? 'effect-part' : 'effect-part none'}
                  style={{
                    width: share(row.endsAt - row.startsAt),
                    ...(first && { background: tintOf(first.name) }),
                  }}
                >
                  {namesOrNobody(people(row))}
                </span>
              )
            })}
          </div>
        </Fragment>
      ))}
    </div>
  )
}

const namesOrNobody = (people: readonly { readonly displayName: string }[]) =>
  people.length === 0 ? 'No one' : namesInWords(people)

/** “+12 h, +1 night”. */
export function differenceInWords(hours: number, nights: number): string {
  const signed = (value: number) => (value > 0 ? `+${value}` : `−${Math.abs(value)}`)
  const round = Math.round(hours * 10) / 10
  const parts = [`${signed(round)} h`]
  if (nights !== 0) parts.push(`${signed(nights)} ${Math.abs(nights) === 1 ? 'night' : 'nights'}`)
  return parts.join(', ')
}
