// API tokens: shown once, revoked within seconds.

import { createToken, listTokens, revokeToken } from '@evenwatch/api'
import { ROLES, type Role } from '@evenwatch/core'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe } from '../app/session.ts'
import { SettingsTabs } from '../app/settings-tabs.tsx'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { CopyField } from '../ui/copy-field.tsx'
import { SelectField, TextField } from '../ui/fields.tsx'
import { nameFrom } from '../ui/name-from.ts'
import { Empty, Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'

export function TokensPage() {
  const list = useRead(listTokens, { query: { limit: 200 } })
  const change = useChange()
  return (
    <div className="page">
      <div className="page-head">
        <h1>API tokens</h1>
        <p className="lead">For automation and the command line. A token is shown once.</p>
      </div>
      <SettingsTabs />
      <div className="stack loose">
        <NewToken />
        {change.fault && <Notice tone="warn">{change.fault}</Notice>}
        <Reading of={list} what="The tokens" rows>
          {({ items }) =>
            items.length === 0 ? (
              <div className="card">
                <Empty title="No tokens." />
              </div>
            ) : (
              <div className="card table-scroll">
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">Name</th>
                      <th scope="col">Role</th>
                      <th scope="col">Created</th>
                      <th scope="col">Last used</th>
                      <th scope="col">State</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((token) => (
                      <tr key={token.id}>
                        <td>
                          <strong>{token.name}</strong> <code className="muted">{token.hint}</code>
                        </td>
                        <td>{token.role}</td>
                        <td>
                          <Time at={token.createdAt} />{' '}
                          <span className="muted">by {token.createdBy.name}</span>
                        </td>
                        <td>
                          {token.lastUsedAt ? (
                            <Time at={token.lastUsedAt} />
                          ) : (
                            <span className="muted">never</span>
                          )}
                        </td>
                        <td>
                          {token.revokedAt ? (
                            <span className="muted">
                              Revoked <Time at={token.revokedAt} />
                            </span>
                          ) : (
                            <Button
                              size="small"
                              busy={change.busy}
                              onClick={() =>
                                void change.run(
                                  () => call(revokeToken, { params: { token: token.id } }),
                                  [listTokens],
                                )
                              }
                            >
                              Revoke<span className="hidden-visually"> {token.name}</span>
                            </Button>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Reading>
      </div>
    </div>
  )
}

function NewToken() {
  const me = useMe()
  const change = useChange()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('responder')
  const [made, setMade] = useState<string | null>(null)
  const roles = ROLES.slice(ROLES.indexOf(me.role))
  const create = () =>
    change.run(async () => {
      setMade((await call(createToken, { body: { name: nameFrom(name), role } })).token)
      setName('')
    }, [listTokens])
  return (
    <form
      className="card card-body stack"
      style={{ paddingTop: 18 }}
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <TextField
          label="Name of the new token"
          required
          value={name}
          error={change.fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label="Role"
          value={role}
          data={[...roles]}
          onChange={(event) =>
            setRole(roles.find((item) => item === event.currentTarget.value) ?? role)
          }
        />
        <Button
          type="submit"
          busy={change.busy}
          whyNot={nameFrom(name) === '' ? 'Name it first.' : undefined}
        >
          Create token
        </Button>
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      {made && (
        <Notice tone="ok">
          <p>Copy it now; it is not shown again.</p>
          <CopyField label="API token" text={made} />
        </Notice>
      )}
    </form>
  )
}
