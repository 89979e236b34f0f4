// “If you do nothing: Chen Wei is paged in 0:48.” The one sentence that must always be right.

import type { AlertGroup } from '@evenwatch/api'
import { useMe } from '../app/session.ts'
import { namesInWords } from '../ui/person.tsx'
import { Countdown, Time } from '../ui/time.tsx'

export function NextSentence({ group }: { readonly group: AlertGroup }) {
  const me = useMe()
  const you = (people: AlertGroup['paged']) =>
    namesInWords(people.map((person) => (person.id === me.id ? { displayName: 'you' } : person)))
  const by = (actor: AlertGroup['acknowledgedBy']) =>
    actor === null ? 'Somebody' : actor.id === me.id ? 'You' : actor.name

  if (group.status === 'resolved') {
    return (
      <p className="next-sentence">
        {group.resolvedBy ? `${by(group.resolvedBy)} resolved this` : 'Resolved'}{' '}
        {group.resolvedAt && <Time at={group.resolvedAt} as="both" />}.
      </p>
    )
  }
  const { next } = group
  const then = next && (
    <>
      {' '}
      {next.what === 'lapse' && 'Paging starts again'}
      {next.what === 'step' &&
        (next.users.length > 0
          ? `${you(next.users)} ${next.users.length > 1 || next.users[0]?.id === me.id ? 'are' : 'is'} paged`
          : 'The next step runs')}
      {next.what === 'round' && 'Another round starts'}
      {next.what === 'last-resort' && `The last resort is paged: ${you(next.users)}`}
      {next.what === 'held' && 'Paging waits until somebody is on call'}
      {next.what === 'exhausted' && 'Nobody is left to page'}
      {next.at && next.what !== 'exhausted' && (
        <>
          {' '}
          in <Countdown until={next.at} />
        </>
      )}
      .
    </>
  )
  if (group.status === 'acknowledged') {
    return (
      <p className="next-sentence">
        <strong>
          {by(group.acknowledgedBy)} {group.acknowledgedBy?.id === me.id ? 'have' : 'has'} it
        </strong>
        {group.acknowledgedAt && (
          <>
            , since <Time at={group.acknowledgedAt} as="both" />
          </>
        )}
        .{then}
      </p>
    )
  }
  return (
    <p className="next-sentence live">
      {group.paged.length > 0 && (
        <>
          Paging <strong>{you(group.paged)}</strong> now.{' '}
        </>
      )}
      {then && <>If nobody acts:{then}</>}
    </p>
  )
}
