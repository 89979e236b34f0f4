// How a person is reached: each address verified, tested for real, and with its last success.

import {
  addContactMethod,
  type ContactMethodView,
  getOnCallOverview,
  getSession,
  getUser,
  removeContactMethod,
  sendVerification,
  setNotificationRules,
  testContactMethod,
  type User,
  verifyContactMethod,
} from '@evenwatch/api'
import { useState } from 'react'
import { call, explain } from '../app/client.ts'
import { useSession } from '../app/session.ts'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { VerdictChip } from '../ui/chip.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { SelectField, TextField } from '../ui/fields.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'

const OLD = [getSession, getUser, getOnCallOverview]
const CHANNEL_WORDS = { email: 'E-mail', webhook: 'Webhook', inbox: 'Inbox in Evenwatch' } as const

export function ContactMethods({ user }: { readonly user: User }) {
  const channels = useSession()?.channels ?? []
  const off = channels.filter((channel) => !channel.enabled)
  return (
    <div className="stack">
      {user.contactMethods.length === 0 && (
        <Notice tone="warn">
          <strong>You will not be reachable.</strong> Add at least one way; the inbox needs nothing
          else.
        </Notice>
      )}
      <ul className="methods">
        {user.contactMethods.map((method) => (
          <MethodRow key={method.id} method={method} />
        ))}
      </ul>
      <AddMethod user={user} />
      {off.map((channel) => (
        <p key={channel.channel} className="small muted">
          <strong>{CHANNEL_WORDS[channel.channel]} is off.</strong> {channel.hint}
        </p>
      ))}
    </div>
  )
}

function MethodRow({ method }: { readonly method: ContactMethodView }) {
  const change = useChange()
  const [code, setCode] = useState('')
  const [asked, setAsked] = useState(false)
  const [answer, setAnswer] = useState<string | null>(null)
  const params = { user: 'me', method: method.id }
  const verified = method.verifiedAt !== null
  const test = () =>
    change.run(async () => {
      const result = await call(testContactMethod, { params })
      setAnswer(
        result.outcome === 'sent'
          ? `Sent. The carrier said: ${result.detail}`
          : `Failed. ${result.detail}`,
      )
    }, OLD)
  return (
    <li className="method">
      <div className="row wrap">
        <strong>{method.name}</strong>
        <span className="muted cut">{method.address || CHANNEL_WORDS[method.type]}</span>
        <VerdictChip good={verified} word={verified ? 'Verified' : 'Not verified'} />
        <span className="grow" />
        {!verified && (
          <Button
            size="small"
            busy={change.busy}
            onClick={() =>
              void change.run(() => call(sendVerification, { params }), OLD).then(setAsked)
            }
          >
            Send a code
          </Button>
        )}
        <Button size="small" busy={change.busy} onClick={() => void test()}>
          Send me a test
        </Button>
        <Button
          size="small"
          kind="quiet"
          busy={change.busy}
          onClick={() => void change.run(() => call(removeContactMethod, { params }), OLD)}
        >
          Remove<span className="hidden-visually"> {method.name}</span>
        </Button>
      </div>
      {!verified && (
        <form
          className="row wrap"
          onSubmit={(event) => {
            event.preventDefault()
            void change.run(
              () => call(verifyContactMethod, { params, body: { code: code.trim() } }),
              OLD,
            )
          }}
        >
          <TextField
            label={asked ? `Code sent to ${method.name}` : `Code for ${method.name}`}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            error={change.fields.code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <Button
            type="submit"
            busy={change.busy}
            whyNot={code.trim().length < 4 ? 'Enter the code that arrived.' : undefined}
          >
            Verify
          </Button>
        </form>
      )}
      <p className="small muted" role="status">
        {answer ?? (
          <>
            {method.lastSuccessAt ? (
              <>
                Last success <Time at={method.lastSuccessAt} />.
              </>
            ) : (
              'Never used yet.'
            )}
            {method.lastFailure && ` Last failure: ${method.lastFailure}.`}
          </>
        )}
      </p>
      {change.fault && !change.fields.code && <Notice tone="warn">{change.fault}</Notice>}
    </li>
  )
}

type MethodType = 'inbox' | 'email' | 'webhook'

function AddMethod({ user }: { readonly user: User }) {
  const change = useChange()
  const has = (type: MethodType) => user.contactMethods.some((method) => method.type === type)
  const [type, setType] = useState<MethodType>(has('inbox') ? 'email' : 'inbox')
  const [address, setAddress] = useState('')
  const [secret, setSecret] = useState<string | null>(null)
  const name = nextName(user, type)
  const add = () =>
    change.run(async () => {
      const body = {
        inbox: { name, type: 'inbox' as const },
        email: { name, type: 'email' as const, address: address || user.email },
        webhook: { name, type: 'webhook' as const, url: address },
      }[type]
      const made = await call(addContactMethod, { params: { user: 'me' }, body })
      setSecret(made.secret)
      setAddress('')
      // Without a rule a method is never used: the first of each is used at once.
      const rules = user.notificationRules
      if (rules.high.length === 0) {
        const at = [{ after: '0m', via: name }]
        await call(setNotificationRules, {
          params: { user: 'me' },
          body: { high: at, low: rules.low.length === 0 ? at : rules.low },
        })
      }
    }, OLD)
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void add().catch((fault: unknown) => explain(fault))
      }}
    >
      <div className="method-add">
        <SelectField
          label="Add a way to reach you"
          value={type}
          onChange={(event) => setType(event.currentTarget.value as MethodType)}
          data={(['inbox', 'email', 'webhook'] as const).map((value) => ({
            value,
            label: CHANNEL_WORDS[value],
          }))}
        />
        {type === 'email' && (
          <TextField
            label="Address"
            type="email"
            placeholder={user.email}
            value={address}
            error={change.fields.address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        )}
        {type === 'webhook' && (
          <TextField
            label="URL"
            type="url"
            required
            placeholder="https://"
            value={address}
            error={change.fields.url}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        )}
        <Button type="submit" busy={change.busy}>
          Add {CHANNEL_WORDS[type].toLowerCase()}
        </Button>
      </div>
      {change.fault && Object.keys(change.fields).length === 0 && (
        <Notice tone="warn">{change.fault}</Notice>
      )}
      {secret && (
        <Notice>
          <p>The signing secret of the webhook, shown once:</p>
          <CopyField label="signing secret" text={secret} />
        </Notice>
      )}
    </form>
  )
}

function nextName(user: User, type: MethodType): string {
  const base = { inbox: 'inbox', email: 'mail', webhook: 'hook' }[type]
  const taken = new Set(user.contactMethods.map((method) => method.name))
  for (let number = 1; number <= taken.size; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`
    if (!taken.has(name)) return name
  }
  return taken.has(base) ? `${base}-${taken.size + 1}` : base
}
