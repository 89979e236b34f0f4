// From an alert to "what would happen if": the same event, asked again by today's configuration.

import type { AlertGroup } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { useMe } from '../app/session.ts'

/** Paged by hand, the event is not the service's: there the track itself says it all. */
const BY_HAND = 'direct-pages'

export function WhyLink({ group }: { readonly group: AlertGroup }) {
  const me = useMe()
  if (group.service.name === BY_HAND) return null
  const isMe = group.paged.some((person) => person.id === me.id)
  const { severity } = group
  return (
    <Link
      to={paths.whatIf()}
      search={{
        for: `service:${group.service.name}`,
        at: group.openedAt,
        ...(severity && { severity }),
      }}
    >
      {isMe ? 'Why me?' : 'Why these people?'}
    </Link>
  )
}
