// “Add to my calendar”: links that other calendar programs read. A link's address is its only
// credential and shown once; what is listed later can be renewed or ended, never read again.

import {
  type CalendarLinkView,
  createCalendarLink,
  listCalendarLinks,
  revokeCalendarLink,
  rotateCalendarLink,
} from '@evenwatch/api'
import { SHIFT_ROLES } from '@evenwatch/core'
import { useState } from 'react'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { calendarAddress } from './calendar-address.ts'

type Kind = CalendarLinkView['subject']['kind']
export type LinkSubject = {
  readonly kind: Kind
  /** Name or id; `me` for oneself. */
  readonly of: string
  /** As in “Add `my shifts` to my calendar”. */
  readonly words: string
}

const OLD = [listCalendarLinks]

export function CalendarLinks({ subject }: { readonly subject: LinkSubject }) {
  const me = useMe()
  const change = useChange()
  const [url, setUrl] = useState<string | null>(null)
  const list = useRead(listCalendarLinks, { query: { limit: 200 } })
  const isOf = ({ subject: one }: CalendarLinkView) =>
    one.kind === subject.kind &&
    (subject.of === 'me' ? one.id === me.id : [one.id, one.name].includes(subject.of))
  const make = () =>
    change.run(async () => {
      const body = { kind: subject.kind, of: subject.of }
      setUrl((await call(createCalendarLink, { body })).url)
    }, OLD)
  return (
    <div className="stack">
      {url === null ? (
        <div className="row wrap">
          <Button glyph="calendar" busy={change.busy} onClick={() => void make()}>
            Add {subject.words} to my calendar
          </Button>
          <span className="small muted">
            Makes a secret address for Google, Outlook, Apple or any other calendar program.
          </span>
        </div>
      ) : (
        <NewAddress url={url} kind={subject.kind} onDone={() => setUrl(null)} />
      )}
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <Reading of={list} what="The links" lines={1}>
        {({ items }) => (
          <ul className="stack tight">
            {items.filter(isOf).map((link) => (
              <LinkRow key={link.id} link={link} onUrl={setUrl} />
            ))}
          </ul>
        )}
      </Reading>
    </div>
  )
}

function NewAddress(props: {
  readonly url: string
  readonly kind: Kind
  readonly onDone: () => void
}) {
  const [role, setRole] = useState('')
  const [gaps, setGaps] = useState(false)
  const address = calendarAddress(props.url, { role, gaps })
  return (
    <Notice tone="ok">
      <div className="stack">
        <p>
          Copy it now: it is shown once. Whoever has it can read these shifts, without signing in.
        </p>
        <div className="row wrap" style={{ alignItems: 'flex-end' }}>
          <SelectField
            label="Only the role"
            value={role}
            data={[
              { value: '', label: 'Every role' },
              ...SHIFT_ROLES.map((one) => ({ value: one, label: one })),
            ]}
            onChange={(event) => setRole(event.currentTarget.value)}
          />
          {props.kind !== 'person' && (
            <label className="row">
              <input
                type="checkbox"
                checked={gaps}
                onChange={(event) => setGaps(event.currentTarget.checked)}
              />
              Also when nobody is on call
            </label>
          )}
        </div>
        <CopyField label="Calendar address" text={address} />
        <p className="small muted">
          In your calendar program: add a calendar by URL. Programs ask when they please, Google up
          to a day late; for the last hour before a shift trust Evenwatch.
        </p>
        <div>
          <Button size="small" onClick={props.onDone}>
            I have it
          </Button>
        </div>
      </div>
    </Notice>
  )
}

function LinkRow(props: {
  readonly link: CalendarLinkView
  readonly onUrl: (url: string) => void
}) {
  const { link, onUrl } = props
  const me = useMe()
  const change = useChange()
  const params = { link: link.id }
  const rotate = () =>
    change.run(async () => onUrl((await call(rotateCalendarLink, { params })).url), OLD)
  const revoke = async () => {
    if (await change.run(() => call(revokeCalendarLink, { params }), OLD)) {
      toast('The link has ended. Calendars that use it get nothing more.')
    }
  }
  return (
    <li className="stack tight">
      <div className="row wrap">
        <code>{link.hint}…</code>
        <span className="small muted">
          {link.owner !== null && link.owner !== me.name && `of ${link.owner}, `}
          made <Time at={link.rotatedAt ?? link.createdAt} />
          {', '}
          {link.lastFetchedAt ? (
            <>
              last read <Time at={link.lastFetchedAt} />
            </>
          ) : (
            'never read'
          )}
        </span>
        <span className="grow" />
        <Button
          size="small"
          kind="quiet"
          busy={change.busy}
          title="A new address; the old one ends at once"
          onClick={() => void rotate()}
        >
          New address<span className="hidden-visually"> for {link.hint}</span>
        </Button>
        <Button size="small" kind="quiet" busy={change.busy} onClick={() => void revoke()}>
          Revoke<span className="hidden-visually"> {link.hint}</span>
        </Button>
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </li>
  )
}
