// When to use which method, per urgency, as sentences: “at once by inbox, after 2 min by mail”.

import { getSession, setNotificationRules, type User } from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useChange } from '../app/use-change.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Notice } from '../ui/states.tsx'

type Rules = User['notificationRules']
const AFTER = ['0m', '1m', '2m', '3m', '5m', '10m', '15m', '30m', '1h'] as const

export function NotificationRules({ user }: { readonly user: User }) {
  const change = useChange()
  const [draft, setDraft] = useState<Rules | null>(null)
  const rules = draft ?? user.notificationRules
  const methods = user.contactMethods.map((method) => method.name)
  const set = (urgency: 'high' | 'low', list: Rules['high']) =>
    setDraft({ ...rules, [urgency]: list })
  const save = async () => {
    const done = await change.run(
      () => call(setNotificationRules, { params: { user: 'me' }, body: rules }),
      [getSession],
    )
    if (done) setDraft(null)
  }
  return (
    <div className="stack">
      {(['high', 'low'] as const).map((urgency) => (
        <fieldset key={urgency} className="rules">
          <legend>{urgency === 'high' ? 'High urgency' : 'Low urgency'}</legend>
          {rules[urgency].length === 0 && (
            <p className="muted">
              {urgency === 'high'
                ? 'Nothing: you would not be told.'
                : 'Nothing: low urgency waits in the list.'}
            </p>
          )}
          <ol className="stack tight">
            {rules[urgency].map((rule, index) => {
              const patch = (part: Partial<typeof rule>) =>
                set(
                  urgency,
                  rules[urgency].map((item, at) => (at === index ? { ...item, ...part } : item)),
                )
              return (
                // A rule's place in its list is its identity.
                <li key={index} className="row wrap">
                  <select
                    className="native"
                    aria-label={`When, ${urgency} urgency, rule ${index + 1}`}
                    value={rule.after}
                    onChange={(event) => patch({ after: event.currentTarget.value })}
                  >
                    {[...new Set([...AFTER, rule.after])].map((after) => (
                      <option key={after} value={after}>
                        {after === '0m' ? 'at once' : `after ${after}`}
                      </option>
                    ))}
                  </select>
                  by
                  <select
                    className="native"
                    aria-label={`Method, ${urgency} urgency, rule ${index + 1}`}
                    value={rule.via}
                    onChange={(event) => patch({ via: event.currentTarget.value })}
                  >
                    {methods.map((name) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                  <IconButton
                    small
                    label={`Remove rule ${index + 1} of ${urgency} urgency`}
                    glyph="trash"
                    onClick={() =>
                      set(
                        urgency,
                        rules[urgency].filter((_, at) => at !== index),
                      )
                    }
                  />
                </li>
              )
            })}
          </ol>
          <Button
            size="small"
            glyph="plus"
            whyNot={methods.length === 0 ? 'Add a way to reach you first.' : undefined}
            onClick={() =>
              set(urgency, [
                ...rules[urgency],
                { after: rules[urgency].length === 0 ? '0m' : '5m', via: methods[0] ?? '' },
              ])
            }
          >
            Add rule<span className="hidden-visually"> for {urgency} urgency</span>
          </Button>
        </fieldset>
      ))}
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      {draft && (
        <div className="row">
          <Button kind="primary" busy={change.busy} onClick={() => void save()}>
            Save rules
          </Button>
          <Button kind="quiet" onClick={() => setDraft(null)}>
            Discard
          </Button>
        </div>
      )}
    </div>
  )
}
