// Who is on call for X, now or at a moment, and how to reach them: for everybody in the organisation,
// in one search.

import './who.css'
import { findWhoIsOnCall, type WhoHitView } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useContext, useEffect, useRef, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotAllowed } from '../app/session.ts'
import { TextField } from '../ui/fields.tsx'
import { longTime } from '../ui/format-time.ts'
import { announce } from '../ui/live-region.tsx'
import { namesInWords } from '../ui/person.tsx'
import { Empty } from '../ui/states.tsx'
import { DisplayZone } from '../ui/time.tsx'
import { cityOf } from '../ui/zone.ts'
import { MomentChoice } from './moment-choice.tsx'
import { PageDialog } from './page-dialog.tsx'
import { WhoCard } from './who-card.tsx'
import { parseWhoSearch, WHO_QUERY_CHARS_MAX, type WhoSearch } from './who-search.ts'

/** Typing rests this long before it is asked. */
const REST_MS = 200

export function WhoPage() {
  const search = parseWhoSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const zone = useContext(DisplayZone)
  const change = (next: { readonly [K in keyof WhoSearch]: WhoSearch[K] | undefined }) =>
    void navigate({
      to: '.',
      search: parseWhoSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  return (
    <div className="page narrow stack loose">
      <div className="page-head" style={{ marginBottom: 0 }}>
        <h1>Who is on call for</h1>
        <p className="lead">A service, a team, a schedule or a person.</p>
      </div>
      <search className="who-form">
        <QueryField value={search.q ?? ''} onChange={(q) => change({ q })} />
        <MomentChoice at={search.at} zone={zone} onChange={(at) => change({ at })} />
      </search>
      {search.q === undefined ? (
        <Empty title="Type a part of the name.">
          <p>Everybody in the organisation may ask.</p>
        </Empty>
      ) : (
        <Answers q={search.q} at={search.at} zone={zone} />
      )}
    </div>
  )
}

function QueryField(props: {
  readonly value: string
  readonly onChange: (q: string | undefined) => void
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const { onChange } = props
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    if (draft === null) return
    const timer = setTimeout(() => {
      latest.current(draft.trim() === '' ? undefined : draft)
      setDraft(null)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useKeys([{ keys: '/', does: 'Search', run: () => field.current?.focus() }])
  return (
    <TextField
      ref={field}
      label="Name"
      placeholder="checkout"
      type="search"
      autoFocus
      autoComplete="off"
      spellCheck={false}
      maxLength={WHO_QUERY_CHARS_MAX}
      value={draft ?? props.value}
      onChange={(event) => setDraft(event.currentTarget.value)}
    />
  )
}

function Answers(props: {
  readonly q: string
  readonly at: string | undefined
  readonly zone: string
}) {
  const { q, at, zone } = props
  const me = useMe()
  const [paging, setPaging] = useState<string | null>(null)
  const query = { q, ...(at !== undefined && { at }) }
  const read = useRead(findWhoIsOnCall, { query }, { everyMs: POLL_MS, keep: true })
  const spoken = read.data === undefined || read.isPlaceholderData ? null : inShort(read.data.hits)
  useEffect(() => {
    if (spoken !== null) announce(spoken)
  }, [spoken])
  return (
    <section aria-label="Answers" className="stack" aria-busy={read.isFetching}>
      <Reading of={read} what="The answers" lines={5}>
        {(answer) => (
          <>
            <p className="small muted">
              {longTime(Date.parse(answer.at), zone)} in {cityOf(zone)}
            </p>
            {answer.hits.length === 0 && <Empty title={`Nothing is called “${q}”.`} />}
            {answer.hits.map((hit) => (
              <WhoCard
                key={`${hit.kind}${hit.name}`}
                hit={hit}
                asked={at}
                at={Date.parse(answer.at)}
                zone={zone}
                whyNotPage={whyNotAllowed(me, 'responder')}
                onPage={() => setPaging(whomOf(hit))}
              />
            ))}
            {answer.more > 0 && (
              <p className="muted">{answer.more} more fit. Say more of the name.</p>
            )}
          </>
        )}
      </Reading>
      {paging !== null && <PageDialog whom={paging} onClose={() => setPaging(null)} />}
    </section>
  )
}

/** As the dialog names whom to page. */
function whomOf({ page }: WhoHitView): string {
  const [entry] = Object.entries(page)
  return entry ? entry.join(':') : ''
}

/** The first answer in one sentence, for those who do not see it. */
function inShort(hits: readonly WhoHitView[]): string {
  const [first] = hits
  if (!first) return 'Nothing has such a name.'
  const people = first.levels[0]?.people.map(({ user }) => user) ?? []
  const others = hits.length > 1 ? ` ${hits.length - 1} more.` : ''
  return `${first.displayName}: ${namesInWords(people)}.${others}`
}
