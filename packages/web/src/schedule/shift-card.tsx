// One shift, override or gap: who, exactly when in each zone that matters, why, and what can be done.

import type { ScheduleView } from '@evenwatch/api'
import { useContext } from 'react'
import { LinkButton } from '../app/link-button.tsx'
import { useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { lengthInWords, longTime } from '../ui/format-time.ts'
import { Glyph } from '../ui/glyphs.tsx'
import { useNow } from '../ui/now.ts'
import { Person } from '../ui/person.tsx'
import { DisplayZone } from '../ui/time.tsx'
import { toast } from '../ui/toast.tsx'
import { cityOf } from '../ui/zone.ts'
import { TakeOverButton } from './change/take-over-button.tsx'
import { changeLink } from './change-link.ts'
import { type Bar, gapInWords, ROLE_WORDS, whyInWords } from './shifts.ts'

export function ShiftCard(props: {
  readonly schedule: ScheduleView
  readonly bar: Bar
  readonly onClose: () => void
}) {
  const { schedule, bar } = props
  const mine = useContext(DisplayZone)
  const me = useMe()
  const own = schedule.spec.timeZone
  const zones = [...new Set([own, mine, 'UTC'])]
  const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')
  const isMine = bar.people.some((person) => person.id === me.id)
  const span = { role: bar.role, from: bar.startsAt, until: bar.endsAt }
  const now = useNow(60_000)
  const isNow = bar.startsAt <= now && bar.endsAt > now
  const [person] = bar.people
  const labels = { [own]: 'schedule', [mine]: 'mine', UTC: '' }
  return (
    <Dialog
      title={bar.kind === 'gap' ? gapInWords(bar) : bar.words}
      onClose={props.onClose}
      size={500}
    >
      <div className="stack">
        {bar.people.length > 0 && (
          <ul className="stack tight">
            {bar.people.map((one) => (
              <li key={one.id}>
                <Person {...one} />
              </li>
            ))}
          </ul>
        )}
        {bar.policies.map((policy) => (
          <p key={policy.id} className="row">
            <Glyph name="turn" /> The policy {policy.displayName} is called: its steps say who is
            paged.
          </p>
        ))}
        <table className="table compact shift-zones">
          <thead>
            <tr>
              <th scope="col">Zone</th>
              <th scope="col">From</th>
              <th scope="col">Until</th>
            </tr>
          </thead>
          <tbody>
            {zones.map((zone) => (
              <tr key={zone}>
                <th scope="row">
                  {cityOf(zone)}
                  {labels[zone] && <span className="faint"> ({labels[zone]})</span>}
                </th>
                <td>{longTime(bar.startsAt, zone).slice(0, -3)}</td>
                <td>{longTime(bar.endsAt, zone).slice(0, -3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <CopyField label="as ISO" text={`${iso(bar.startsAt)}/${iso(bar.endsAt)}`} />
        <dl className="facts">
          <dt>Length</dt>
          <dd>{lengthInWords(bar.endsAt - bar.startsAt)}</dd>
          <dt>Role</dt>
          <dd>{ROLE_WORDS[bar.role]}</dd>
          <dt>Why</dt>
          <dd className="said">{whyInWords(bar)}</dd>
        </dl>
        <div className="row wrap">
          {isMine && (
            <LinkButton kind="primary" {...changeLink(schedule.name, { kind: 'cover', ...span })}>
              Get cover
            </LinkButton>
          )}
          <LinkButton
            {...(isMine ? {} : { kind: 'primary' as const })}
            {...changeLink(schedule.name, {
              kind: 'override',
              ...span,
              ...(person && { away: person.name }),
            })}
          >
            Override
          </LinkButton>
          {isMine && (
            <LinkButton {...changeLink(schedule.name, { kind: 'swap', ...span })}>Swap</LinkButton>
          )}
          {!isMine && bar.kind === 'shift' && isNow && (
            <TakeOverButton schedule={schedule.name} role={bar.role} onDone={props.onClose} />
          )}
          <span className="grow" />
          <Button
            kind="quiet"
            glyph="link"
            onClick={() => {
              void navigator.clipboard?.writeText(location.href)
              toast('Link copied.')
            }}
          >
            Copy link
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
