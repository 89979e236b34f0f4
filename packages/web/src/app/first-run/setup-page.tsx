// The first administrator, made with the one-time link that the first start printed.

import '../../people/entry.css'
import { PASSWORD_CHARS, setUp } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { Wordmark } from '../../ui/glyphs.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { Notice } from '../../ui/states.tsx'
import { localZone } from '../../ui/zone.ts'
import { ZoneField } from '../../ui/zone-field.tsx'
import { call } from '../client.ts'
import { paths } from '../paths.ts'
import { enterSession, useSession } from '../session.ts'
import { useChange } from '../use-change.ts'
import { DEFAULT_HOURS, HoursFields } from './hours-fields.tsx'

export function SetupPage() {
  const { token = '' }: { token?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useChange()
  const session = useSession()
  const [displayName, setDisplayName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [timeZone, setTimeZone] = useState(localZone())
  const [hours, setHours] = useState(DEFAULT_HOURS)
  const submit = async () => {
    const body = {
      token,
      name: nameFrom(displayName) || nameFrom(email.split('@')[0] ?? ''),
      displayName: displayName.trim(),
      email,
      password,
      timeZone,
      ...hours,
    }
    const done = await change.run(async () => enterSession(await call(setUp, { body })))
    if (done) await navigate({ to: paths.firstRun(), replace: true })
  }
  const short = password !== '' && password.length < PASSWORD_CHARS.min
  return (
    <main className="entry">
      <Wordmark />
      <form
        className="card entry-card wide stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (!short) void submit()
        }}
      >
        <div className="stack tight">
          <h1>Welcome. Who keeps the first watch?</h1>
          <p className="muted">
            You become the first administrator. Ten minutes from here, a real page reaches you.
          </p>
        </div>
        {token === '' && (
          <Notice tone="warn">
            The one-time link is missing. The server printed it when it started: open that link, or
            copy its token into the address as <code>/setup?token=…</code>.
          </Notice>
        )}
        {session && !session.needsSetup && (
          <Notice>
            This installation has people already. <a href={paths.signIn()}>Sign in</a>
          </Notice>
        )}
        <div className="two">
          <TextField
            label="Your name"
            autoComplete="name"
            autoFocus
            required
            value={displayName}
            error={change.fields.name ?? change.fields.displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
          />
          <TextField
            label="E-mail"
            type="email"
            autoComplete="email"
            required
            value={email}
            error={change.fields.email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </div>
        <PasswordField
          label="Password"
          description={`At least ${PASSWORD_CHARS.min} characters; a sentence is fine.`}
          autoComplete="new-password"
          required
          value={password}
          error={
            short
              ? `${PASSWORD_CHARS.min - password.length} more characters`
              : change.fields.password
          }
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ZoneField label="Your zone" value={timeZone} onChange={setTimeZone} />
        <HoursFields value={hours} onChange={setHours} />
        {change.fault && (
          <div role="alert">
            <Notice tone="warn">{change.fault}</Notice>
          </div>
        )}
        <Button kind="primary" size="tall" wide type="submit" busy={change.busy}>
          Continue
        </Button>
      </form>
    </main>
  )
}
