// Messages to me in the product's own inbox. Reading never acts; the buttons do.

import './inbox.css'
import { type CallOutput, listInbox } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useActOnGroups } from '../alert/act-on-groups.ts'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { Notices } from '../people/notices.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { STATES, StateGlyph, type StateName } from '../ui/state-glyph.tsx'
import { Empty } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'

type Item = CallOutput<typeof listInbox>['items'][number]

const isState = (text: string): text is StateName => text in STATES

export function InboxPage() {
  const inbox = useRead(listInbox, { query: { limit: 100 } }, { everyMs: POLL_MS })
  return (
    <div className="page narrow stack loose">
      <div className="page-head">
        <h1>Inbox</h1>
        <p className="lead">Everything that was sent to you here, newest first.</p>
      </div>
      <Reading of={inbox} what="Your inbox" rows>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty good title="No messages.">
                <p>Pages by the inbox channel, tests and codes arrive here.</p>
              </Empty>
            </div>
          ) : (
            <ul className="card inbox" aria-label="Messages">
              {items.map((item) => (
                <InboxRow key={item.id} item={item} />
              ))}
            </ul>
          )
        }
      </Reading>
      <Notices />
    </div>
  )
}

function InboxRow({ item }: { readonly item: Item }) {
  const act = useActOnGroups()
  const { group } = item
  return (
    <li className={group?.status === 'triggered' ? 'inbox-row open' : 'inbox-row'}>
      {group && isState(group.status) ? (
        <StateGlyph state={group.status} />
      ) : (
        <span className="state-glyph snoozed">
          <Glyph name="inbox" size={15} />
        </span>
      )}
      <div className="grow stack tight">
        <p className="strong">
          {group ? (
            <Link className="plain" to={paths.alert(group.number)}>
              {item.subject}
            </Link>
          ) : (
            item.subject
          )}
        </p>
        <p className="muted said lines">{item.body}</p>
      </div>
      <span className="muted small nowrap">
        <Time at={item.at} />
      </span>
      {group?.status === 'triggered' && (
        <Button
          kind="primary"
          size="small"
          onClick={() =>
            act('acknowledge', [{ id: group.id, number: group.number, title: item.subject }])
          }
        >
          Acknowledge
        </Button>
      )}
    </li>
  )
}
