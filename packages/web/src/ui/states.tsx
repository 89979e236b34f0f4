// What a view shows when it has nothing to show yet, nothing at all, or a fault.

import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Glyph } from './glyphs.tsx'

/** In the shape of what comes; visible only after 150 ms, so that quick answers never flicker. */
export function Skeleton({
  lines = 3,
  rows = false,
}: {
  readonly lines?: number
  readonly rows?: boolean
}) {
  const keys = Array.from({ length: lines }, (_, index) => index)
  return (
    <div className={rows ? 'skeleton rows' : 'skeleton'} role="status" aria-label="Loading">
      {keys.map((key) => (
        <span key={key} style={{ width: rows ? '100%' : `${88 - ((key * 23) % 46)}%` }} />
      ))}
    </div>
  )
}

export function Empty(props: {
  readonly title: string
  readonly good?: boolean
  readonly children?: ReactNode
}) {
  return (
    <div className="empty">
      <p className="title">
        {props.good && <Glyph name="check" size={18} />}
        {props.title}
      </p>
      {props.children}
    </div>
  )
}

export function Fault(props: {
  readonly what: string
  readonly why: string
  readonly requestId?: string | undefined
  readonly onRetry?: (() => void) | undefined
  /** When it stands for the whole page. */
  readonly asPage?: boolean
}) {
  const { requestId } = props
  const Title = props.asPage ? 'h1' : 'p'
  return (
    <div className="fault" role="alert">
      <Title className="title">{props.what}</Title>
      <p>{props.why}</p>
      <p className="small muted">Paging runs on the server and does not depend on this view.</p>
      <div className="row wrap">
        {props.onRetry && (
          <Button size="small" onClick={props.onRetry}>
            Retry
          </Button>
        )}
        {requestId && (
          <>
            <span className="small muted">
              Request <code>{requestId}</code>
            </span>
            <Button
              size="small"
              kind="quiet"
              glyph="copy"
              onClick={() => void navigator.clipboard?.writeText(requestId)}
            >
              Copy request id
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

export function Notice(props: { readonly tone?: 'warn' | 'ok'; readonly children: ReactNode }) {
  return (
    <div className={`notice ${props.tone ?? ''}`}>
      {props.tone === 'ok' && <Glyph name="check" />}
      {props.tone === 'warn' && <Glyph name="bell" />}
      <div className="grow">{props.children}</div>
    </div>
  )
}
