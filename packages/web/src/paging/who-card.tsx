// One answer to "who is on call for": whom to turn to in order, until when, who is next, how.

import type { WhoHitView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, shortTime } from '../ui/format-time.ts'
import { Glyph, Shape } from '../ui/glyphs.tsx'
import { onCallInWords, Person } from '../ui/person.tsx'
import { cityOf } from '../ui/zone.ts'

type Level = WhoHitView['levels'][number]
type OnCallPerson = Level['people'][number]

type Shown = {
  readonly at: number
  readonly zone: string
}

export function WhoCard(
  props: Shown & {
    readonly hit: WhoHitView
    /** The moment that was asked about; undefined: now. */
    readonly asked: string | undefined
    readonly whyNotPage: string | undefined
    readonly onPage: () => void
  },
) {
  const { hit, at, zone } = props
  const headingId = `who-${hit.kind}-${hit.name}`
  return (
    <article className="card who-card" aria-labelledby={headingId}>
      <header className="card-head">
        <div className="grow">
          <h2 id={headingId}>
            <HitLink hit={hit} />
          </h2>
          <p className="small muted">{hit.about}</p>
        </div>
        <Button size="small" glyph="bell" whyNot={props.whyNotPage} onClick={props.onPage}>
          Page<span className="hidden-visually"> {hit.displayName}</span>
        </Button>
      </header>
      <div className="card-body stack">
        {hit.levels.length === 0 && <Nobody words="Nobody: there is no schedule and no lead." />}
        <ol className="who-levels">
          {hit.levels.map((level, index) => (
            <WhoLevel key={`${level.words}${index}`} level={level} at={at} zone={zone} />
          ))}
        </ol>
        {hit.kind !== 'person' && (
          <p className="small">
            <Link
              to={paths.whatIf()}
              search={{ for: `${hit.kind}:${hit.name}`, ...(props.asked && { at: props.asked }) }}
            >
              What would happen if…
            </Link>
          </p>
        )}
      </div>
    </article>
  )
}

function HitLink({ hit }: { readonly hit: WhoHitView }) {
  switch (hit.kind) {
    case 'service':
      return <Link to={paths.service(hit.name)}>{hit.displayName}</Link>
    case 'schedule':
      return <Link to={paths.schedule(hit.name)}>{hit.displayName}</Link>
    case 'person':
      return <Link to={paths.person(hit.name)}>{hit.displayName}</Link>
    case 'team':
      return <>{hit.displayName}</>
  }
}

function WhoLevel({ level, at, zone }: Shown & { readonly level: Level }) {
  const time = (text: string) => shortTime(Date.parse(text), at, zone)
  const isEmpty = level.people.length === 0 && level.gaps.length === 0
  return (
    <li className="who-level">
      <p className="small strong">{level.words}</p>
      {level.policies.map((policy) => (
        <p key={policy.name} className="small muted">
          Through the policy {policy.displayName}, which pages first:
        </p>
      ))}
      <ul className="who-people">
        {level.people.map((person) => (
          <li key={person.user.id}>
            <WhoPerson person={person} at={at} zone={zone} isSelf={level.kind === 'person'} />
          </li>
        ))}
      </ul>
      {level.morePeople > 0 && <p className="small muted">and {level.morePeople} more</p>}
      {level.gaps.map((gap) => (
        <p key={gap.schedule.name} className="who-gap">
          <strong>No one</strong> is on call in{' '}
          <Link to={paths.schedule(gap.schedule.name)}>{gap.schedule.displayName}</Link>
          {gap.until === null ? ', for two weeks at least.' : ` until ${time(gap.until)}.`}
        </p>
      ))}
      {isEmpty && <Nobody words="Nobody." />}
      {level.next.map((next) => (
        <p key={next.schedule.name} className="small muted">
          Next: {onCallInWords({ users: next.people, policies: next.policies })} from{' '}
          {time(next.startsAt)} in{' '}
          <Link to={paths.schedule(next.schedule.name)}>{next.schedule.displayName}</Link>
        </p>
      ))}
    </li>
  )
}

function WhoPerson(props: Shown & { readonly person: OnCallPerson; readonly isSelf: boolean }) {
  const { person, at, zone } = props
  return (
    <>
      <p className="row wrap">
        {!props.isSelf && (
          <Link to={paths.person(person.user.name)} className="plain strong">
            <Person {...person.user} />
          </Link>
        )}
        {person.until && <span>until {shortTime(Date.parse(person.until), at, zone)}</span>}
        <span className="small muted">
          {person.until && '· '}it is {clockTime(at, person.timeZone)} in {cityOf(person.timeZone)}
        </span>
      </p>
      {person.reasons.length > 0 && <p className="small muted">{person.reasons.join('; ')}</p>}
      {person.isReachable ? (
        <Ways person={person} />
      ) : (
        <Nobody words="A page does not reach them: no contact method works." />
      )}
    </>
  )
}

function Ways({ person }: { readonly person: OnCallPerson }) {
  const ways = person.reach.filter(({ verified }) => verified)
  return (
    <ul className="who-ways" aria-label={`How to reach ${person.user.displayName}`}>
      {ways.map(({ name, type, address }) => (
        <li key={name}>
          <Glyph name={type === 'inbox' ? 'inbox' : type === 'email' ? 'note' : 'link'} size={13} />
          {type === 'email' ? <a href={`mailto:${address}`}>{address}</a> : `${name} ${address}`}
        </li>
      ))}
    </ul>
  )
}

function Nobody({ words }: { readonly words: string }) {
  return (
    <p className="small row top">
      <Shape name="triangle" size={12} /> {words}
    </p>
  )
}
