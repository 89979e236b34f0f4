// A link that looks like a button. It knows the router, hence not in `ui`.

import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'
import { type ButtonLook, buttonClass } from '../ui/button.tsx'
import { Glyph } from '../ui/glyphs.tsx'

type Props = ButtonLook &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className'> & {
    readonly ref?: Ref<HTMLAnchorElement>
  }

function Anchor({ kind, size, wide, glyph, children, ...rest }: Props) {
  const look = { ...(kind && { kind }), ...(size && { size }), ...(wide && { wide }) }
  return (
    <a {...rest} className={buttonClass(look)}>
      {glyph && <Glyph name={glyph} size={15} />}
      {children}
    </a>
  )
}

export const LinkButton = createLink(Anchor)
