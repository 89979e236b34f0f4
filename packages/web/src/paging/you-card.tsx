// Am I on call, until when, who follows, and can I be reached at all.

import { Link } from '@tanstack/react-router'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { changeLink } from '../schedule/change-link.ts'
import { Chip } from '../ui/chip.tsx'
import { onCallInWords } from '../ui/person.tsx'
import { Time } from '../ui/time.tsx'
import type { Overview } from './overview.ts'

type Me = NonNullable<Overview['me']>

export function YouCard({ me }: { readonly me: Overview['me'] }) {
  if (!me) return null
  return (
    <section className="card you-card" aria-labelledby="you-heading">
      <div className="card-head">
        <h2 id="you-heading">You</h2>
        {me.onCall.length > 0 ? (
          <span className="on-call-word">
            <span className="lamp" aria-hidden="true" /> On call
          </span>
        ) : (
          <span className="muted strong">Off duty</span>
        )}
      </div>
      <div className="card-body stack">
        {me.onCall.length > 0 ? <OnDuty me={me} /> : <OffDuty me={me} />}
        <Reachability me={me} />
        <div className="row wrap">
          <GetCover me={me} />
          <LinkButton size="small" to={paths.profile()}>
            Test my pages
          </LinkButton>
        </div>
      </div>
    </section>
  )
}

/** For the shift that runs, or else the next one. */
function GetCover({ me }: { readonly me: Me }) {
  const schedule = me.onCall[0]?.schedule ?? me.next?.schedule
  if (schedule === undefined) return null
  return (
    <LinkButton size="small" {...changeLink(schedule, { kind: 'cover' })}>
      Get cover
    </LinkButton>
  )
}

function OnDuty({ me }: { readonly me: Me }) {
  return (
    <ul className="stack tight">
      {me.onCall.map((shift) => (
        <li key={shift.schedule}>
          <p className="you-lead">
            <Link to={paths.schedule(shift.schedule)} className="plain">
              {shift.displayName}
            </Link>
          </p>
          <p className="muted">
            {shift.until ? (
              <>
                until <Time at={shift.until} as="both" />
              </>
            ) : (
              'with no end in sight'
            )}
            {shift.successors.length + shift.nextPolicies.length > 0 &&
              `, then ${onCallInWords({ users: shift.successors, policies: shift.nextPolicies })}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

function OffDuty({ me }: { readonly me: Me }) {
  return (
    <div>
      <p className="you-lead">You will not be paged by a schedule now.</p>
      <p className="muted">
        {me.next ? (
          <>
            Next: <Link to={paths.schedule(me.next.schedule)}>{me.next.displayName}</Link>,{' '}
            <Time at={me.next.startsAt} as="both" />
          </>
        ) : (
          'You are in no schedule that is planned.'
        )}
      </p>
    </div>
  )
}

function Reachability({ me }: { readonly me: Me }) {
  if (me.reachability.length === 0) {
    return (
      <p className="reach-none">
        <Chip tone="critical" shape="octagon" word="Not reachable" /> You have no way to be paged.{' '}
        <Link to={paths.profile()}>Add one</Link>
      </p>
    )
  }
  return (
    <div className="row wrap reach">
      <span className="small muted">Reachable by</span>
      {me.reachability.map((method) => {
        const good = method.verified && method.lastFailure === null
        const word = method.verified
          ? good
            ? method.method
            : `${method.method}: failing`
          : `${method.method}: not verified`
        return good ? (
          <Chip key={method.method} tone="ok" shape="check" word={word} />
        ) : (
          <Link
            key={method.method}
            to={paths.profile()}
            className="plain"
            title={method.lastFailure ?? 'Verify it in your profile'}
          >
            <Chip tone="high" shape="triangle" word={word} />
          </Link>
        )
      })}
    </div>
  )
}
