// Covers given and taken, as they stand: hours and nights for others and by others. It is for
// remembering to say thanks, and counts nobody out.

import { getLedger, type Ledger as LedgerView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { Time } from '../../ui/time.tsx'
import { ledgerInWords } from './ledger-in-words.ts'

const SHOWN_MAX = 20
const CAUSES: Readonly<Record<LedgerView['entries'][number]['cause'], string>> = {
  cover: 'cover',
  swap: 'swap',
  'take-over': 'take-over',
  arranged: 'arranged cover',
}

export function Ledger({ user }: { readonly user: string }) {
  const read = useRead(getLedger, { params: { user }, query: {} })
  return (
    <Reading of={read} what="The ledger" lines={3}>
      {(ledger) => <Body ledger={ledger} />}
    </Reading>
  )
}

function Body({ ledger }: { readonly ledger: LedgerView }) {
  const { entries, totals } = ledger
  if (entries.length === 0) {
    return (
      <p className="muted">
        None since <Time at={ledger.startsAt} as="short" />. Covers, swaps and take-overs show here.
      </p>
    )
  }
  return (
    <div className="stack">
      <dl className="facts">
        <dt>Given to others</dt>
        <dd>{ledgerInWords(totals.given)}</dd>
        <dt>Taken by others</dt>
        <dd>{ledgerInWords(totals.taken)}</dd>
      </dl>
      <ul className="stack tight small">
        {entries.slice(0, SHOWN_MAX).map((entry) => (
          <li key={`${entry.override} ${entry.direction} ${entry.startsAt}`}>
            {entry.direction === 'given' ? 'You for ' : ''}
            <strong>{entry.counterpart.displayName}</strong>
            {entry.direction === 'taken' ? ' for you' : ''}, {CAUSES[entry.cause]} in{' '}
            <Link to={paths.schedule(entry.schedule.name)}>{entry.schedule.displayName}</Link>,{' '}
            <Time at={entry.startsAt} as="short" zone={entry.schedule.timeZone} /> –{' '}
            <Time at={entry.endsAt} as="short" zone={entry.schedule.timeZone} />
          </li>
        ))}
      </ul>
      {entries.length > SHOWN_MAX && (
        <p className="small muted">and {entries.length - SHOWN_MAX} more.</p>
      )}
    </div>
  )
}
