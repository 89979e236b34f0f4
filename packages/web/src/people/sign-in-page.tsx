// Sign in with name or e-mail and password.

import './entry.css'
import { signIn } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { paths } from '../app/paths.ts'
import { enterSession } from '../app/session.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { PasswordField, TextField } from '../ui/fields.tsx'
import { Wordmark } from '../ui/glyphs.tsx'
import { Notice } from '../ui/states.tsx'

/** Only a path of our own: never a way to another site. */
function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : paths.home()
}

function endedInWords(ended: unknown): string | null {
  if (ended === 'changing') {
    return 'Your session has ended; nothing was changed. Sign in to go on.'
  }
  return ended === 'reading' ? 'Your session has ended. Sign in to go on.' : null
}

export function SignInPage() {
  const search: { next?: unknown; ended?: unknown } = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useChange()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const submit = async () => {
    const done = await change.run(async () =>
      enterSession(await call(signIn, { body: { login, password } })),
    )
    if (done) await navigate({ href: safeNext(search.next), replace: true })
  }
  return (
    <main className="entry">
      <Wordmark />
      <form
        className="card entry-card stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (login && password) void submit()
        }}
      >
        <h1>Sign in</h1>
        {endedInWords(search.ended) && <Notice>{endedInWords(search.ended)}</Notice>}
        <TextField
          label="Name or e-mail"
          autoComplete="username"
          autoFocus
          required
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.fault && (
          <div role="alert">
            <Notice tone="warn">{change.fault}</Notice>
          </div>
        )}
        <Button kind="primary" size="tall" wide type="submit" busy={change.busy}>
          Sign in
        </Button>
        <p className="small muted">Acknowledging from a page’s link needs no sign-in.</p>
      </form>
    </main>
  )
}
