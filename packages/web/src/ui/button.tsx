// Buttons. One that cannot be used stays focusable and says why: an action is never just grey.

import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import { Glyph, type GlyphName } from './glyphs.tsx'

export type ButtonLook = {
  readonly kind?: 'primary' | 'quiet' | 'danger'
  readonly size?: 'small' | 'tall'
  readonly wide?: boolean
  readonly glyph?: GlyphName
}
type ButtonProps = ButtonLook &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'className'> & {
    /** Why it cannot be used now, in words; undefined: it can. */
    readonly whyNot?: string | undefined
    readonly busy?: boolean
    readonly children: ReactNode
  }

export function buttonClass({ kind, size, wide }: ButtonLook): string {
  return ['btn', kind, size, wide && 'wide'].filter(Boolean).join(' ')
}

export function Button(props: ButtonProps) {
  const { kind, size, wide, glyph, whyNot, busy, children, onClick, ...rest } = props
  const reasonId = useId()
  const off = whyNot !== undefined || busy === true
  return (
    <>
      <button
        type="button"
        {...rest}
        className={buttonClass(props)}
        aria-disabled={off || undefined}
        aria-describedby={whyNot === undefined ? rest['aria-describedby'] : reasonId}
        aria-busy={busy || undefined}
        title={whyNot ?? rest.title}
        onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      >
        {glyph && <Glyph name={glyph} size={15} />}
        {children}
      </button>
      {whyNot !== undefined && (
        <span id={reasonId} className="hidden-visually">
          {whyNot}
        </span>
      )}
    </>
  )
}

/** An icon alone needs a name, by type. */
export function IconButton(
  props: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'className' | 'title'> & {
    readonly label: string
    readonly glyph: GlyphName
    readonly small?: boolean
    readonly dot?: boolean
  },
) {
  const { label, glyph, small, dot, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      className={small ? 'icon-btn small' : 'icon-btn'}
      aria-label={label}
      title={label}
    >
      <Glyph name={glyph} size={small ? 14 : 16} />
      {dot && <span className="dot" />}
    </button>
  )
}
