// Only when something is bad: the product says when it cannot page.

import { getStatus } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { Shape } from '../../ui/glyphs.tsx'
import { Time } from '../../ui/time.tsx'
import { paths } from '../paths.ts'
import { POLL_MS, useRead } from '../query.ts'

export function HealthStrip() {
  const status = useRead(getStatus, {}, { everyMs: POLL_MS }).data
  if (!status || status.troubles.length + status.deadLetters.length === 0) return null
  return (
    <section className="health-strip" aria-label="Trouble with paging" role="status">
      {status.troubles.map((trouble) => (
        <p key={trouble.code}>
          <Shape name={trouble.severity === 'critical' ? 'octagon' : 'triangle'} size={13} />
          <span>
            <span className="hidden-visually">{trouble.severity}: </span>
            {trouble.text}
            {trouble.since && (
              <span className="muted">
                {' '}
                Since <Time at={trouble.since} as="short" inert />.
              </span>
            )}{' '}
            {trouble.href?.startsWith('/') && <Link to={trouble.href}>Details</Link>}
          </span>
        </p>
      ))}
      {status.deadLetters.map((letter) => (
        <p key={letter.groupId}>
          <Shape name="octagon" size={13} />
          <span>
            Nobody could be paged about{' '}
            <Link to={paths.alert(letter.groupNumber)}>{letter.title}</Link>: {letter.reason}
          </span>
        </p>
      ))}
    </section>
  )
}
