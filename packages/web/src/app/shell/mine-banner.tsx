// Something is triggered for me: on every screen, never dismissible, gone when it is handled.

import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useActOnGroups } from '../../alert/act-on-groups.ts'
import { Button } from '../../ui/button.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import { announceNow } from '../../ui/live-region.tsx'
import { Time } from '../../ui/time.tsx'
import { LinkButton } from '../link-button.tsx'
import { paths } from '../paths.ts'
import { useMine } from './use-mine.ts'

export function MineBanner() {
  const { items, count } = useMine()
  const act = useActOnGroups()
  const navigate = useNavigate()
  const oldest = items[0]
  const spoken = useRef(0)
  useEffect(() => {
    if (count > spoken.current && oldest) {
      announceNow(
        `Page for you: ${oldest.urgency} urgency, ${oldest.service.displayName}, ${oldest.title}. ${count} triggered.`,
      )
    }
    spoken.current = count
  }, [count, oldest])
  if (count === 0 || !oldest) return null
  const one = count === 1
  return (
    <section className="mine-banner" aria-label="Triggered for you">
      <span className="mine-bell">
        <Glyph name="bell" size={18} />
      </span>
      <p className="grow cut">
        <strong>{one ? oldest.title : `${count} alerts are triggered for you`}</strong>
        <span className="mine-more">
          {one ? `${oldest.service.displayName}, ` : 'oldest '}
          <Time at={oldest.openedAt} as="relative" inert />
        </span>
      </p>
      {one ? (
        <>
          <LinkButton to={paths.alert(oldest.number)} size="small">
            Open
          </LinkButton>
          <Button kind="primary" size="small" onClick={() => act('acknowledge', [oldest])}>
            Acknowledge
          </Button>
        </>
      ) : (
        <Button
          kind="primary"
          size="small"
          onClick={() =>
            void navigate({ to: paths.alerts(), search: { scope: 'mine', tab: 'triggered' } })
          }
        >
          Review
        </Button>
      )}
    </section>
  )
}
