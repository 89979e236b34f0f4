// What was made, a link to hand on, and the way back.

import { useEffect, useRef } from 'react'
import { LinkButton } from '../../app/link-button.tsx'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { Glyph } from '../../ui/glyphs.tsx'
import type { Made } from './make-change.ts'

export function Done(props: {
  readonly made: Made
  readonly schedule: string
  readonly onAgain: () => void
}) {
  const { made, schedule } = props
  const heading = useRef<HTMLHeadingElement>(null)
  // The button that was pressed is gone; the focus goes to what came of it.
  useEffect(() => heading.current?.focus(), [])
  const isRequest = made.link.startsWith(paths.cover(''))
  return (
    <section className="card change-done" aria-labelledby="done-heading">
      <div className="card-body stack">
        <h2 id="done-heading" ref={heading} tabIndex={-1} className="row">
          <Glyph name="check" size={18} /> {made.words}
        </h2>
        <p className="muted">
          {isRequest
            ? 'You stay on call until somebody accepts. They are told; you may hand on the link as well.'
            : 'Those affected are told. This link shows the schedule at that time.'}
        </p>
        <CopyField label="link to share" text={location.origin + made.link} />
        <div className="row wrap">
          {isRequest && (
            <LinkButton kind="primary" to={made.link}>
              See the request
            </LinkButton>
          )}
          <LinkButton to={paths.schedule(schedule)}>Back to the schedule</LinkButton>
          <Button kind="quiet" onClick={props.onAgain}>
            Another change
          </Button>
        </div>
      </div>
    </section>
  )
}
