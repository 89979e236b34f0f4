// My profile: how I am reached and when, my hours and zone, and how this device looks.

import './profile.css'
import { getSession, updateUser } from '@evenwatch/api'
import { lazy, Suspense, useState } from 'react'
import { call } from '../app/client.ts'
import { type Hours, HoursFields, hoursOf } from '../app/first-run/hours-fields.tsx'
import { prefer, type Theme, usePreferences } from '../app/preferences.ts'
import { useMe } from '../app/session.ts'
import { useChange } from '../app/use-change.ts'
import { CalendarLinks } from '../schedule/calendar/calendar-links.tsx'
import { Button } from '../ui/button.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Notice } from '../ui/states.tsx'
import { toast } from '../ui/toast.tsx'
import { ZoneField } from '../ui/zone-field.tsx'
import { Absences } from './absences.tsx'
import { ContactMethods } from './contact-methods.tsx'
import { HolidayFields } from './holiday-fields.tsx'
import { NoticeSettings } from './notice-settings.tsx'
import { NotificationRules } from './notification-rules.tsx'

const Ledger = lazy(() =>
  import('../schedule/change/ledger.tsx').then((module) => ({ default: module.Ledger })),
)

export function ProfilePage() {
  const me = useMe()
  return (
    <div className="page narrow stack loose">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>{me.displayName}</h1>
        <p className="lead">
          {me.email} · {me.role}
        </p>
      </div>
      <Section title="How to reach you" id="reach">
        <ContactMethods user={me} />
      </Section>
      <Section title="When to use what" id="rules">
        <NotificationRules user={me} />
      </Section>
      <Section title="What you are told" id="notices">
        <NoticeSettings />
      </Section>
      <Section title="Your zone, hours and public holidays" id="hours">
        <ZoneAndHours />
      </Section>
      <Section title="Absences" id="absences">
        <Absences user={me} />
      </Section>
      <Section title="Your shifts in your calendar" id="calendar">
        <CalendarLinks subject={{ kind: 'person', of: 'me', words: 'my shifts' }} />
      </Section>
      <Section title="Covers given and taken" id="ledger">
        <Suspense fallback={null}>
          <Ledger user="me" />
        </Suspense>
      </Section>
      <Section title="This device" id="device">
        <Device />
      </Section>
    </div>
  )
}

function Section(props: {
  readonly title: string
  readonly id: string
  readonly children: React.ReactNode
}) {
  return (
    <section id={props.id} className="card" aria-labelledby={`${props.id}-heading`}>
      <div className="card-head">
        <h2 id={`${props.id}-heading`}>{props.title}</h2>
      </div>
      <div className="card-body">{props.children}</div>
    </section>
  )
}

function ZoneAndHours() {
  const me = useMe()
  const change = useChange()
  const [zone, setZone] = useState(me.timeZone)
  const [hours, setHours] = useState<Hours>(hoursOf(me))
  const [holidays, setHolidays] = useState(me.holidays)
  const save = async () => {
    const headers = { 'if-match': `"${me.version}"` }
    const body = { timeZone: zone, ...hours, holidays }
    const done = await change.run(
      () => call(updateUser, { params: { user: 'me' }, body }, { headers }),
      [getSession],
    )
    if (done) toast('Saved.')
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <ZoneField label="Your zone" value={zone} onChange={setZone} />
      <HoursFields value={hours} onChange={setHours} />
      <HolidayFields value={holidays} onChange={setHolidays} />
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div>
        <Button type="submit" busy={change.busy}>
          Save zone, hours and holidays
        </Button>
      </div>
    </form>
  )
}

function Device() {
  const { theme, density, keys } = usePreferences()
  return (
    <div className="stack">
      <div className="row wrap">
        <span className="device-label">Theme</span>
        <Segmented<Theme>
          label="Theme"
          value={theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'night', label: 'Night' },
          ]}
          onChange={(next) => prefer({ theme: next })}
        />
      </div>
      <div className="row wrap">
        <span className="device-label">Density</span>
        <Segmented
          label="Density"
          value={density}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
          onChange={(next) => prefer({ density: next })}
        />
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={keys}
          onChange={(event) => prefer({ keys: event.currentTarget.checked })}
        />
        Single keys such as j, k and a (press ? for all)
      </label>
    </div>
  )
}
