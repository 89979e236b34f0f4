// A small panel under its button: closes with Esc, on a click elsewhere and when focus leaves, and
// gives the focus back. Our own because a positioning library would cost a tenth of the first load.

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'

type TriggerProps = {
  readonly 'aria-expanded': boolean
  readonly 'aria-controls': string | undefined
  readonly 'aria-haspopup': 'menu' | 'dialog'
  readonly onClick: () => void
}

export function Dropdown(props: {
  readonly label: string
  readonly kind: 'menu' | 'dialog'
  readonly width?: number
  readonly align?: 'start' | 'end'
  readonly trigger: (props: TriggerProps) => ReactNode
  readonly children: (close: () => void) => ReactNode
  /** Lets a key open it. */
  readonly opened?: boolean
  readonly onChange?: (opened: boolean) => void
}) {
  const [own, setOwn] = useState(false)
  const opened = props.opened ?? own
  const set = props.onChange ?? setOwn
  const wrap = useRef<HTMLSpanElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const id = useId()
  const close = () => {
    set(false)
    wrap.current?.querySelector<HTMLElement>('button')?.focus()
  }
  const latest = useRef({ close, set })
  latest.current = { close, set }
  useEffect(() => {
    if (!opened) return
    const onPress = (event: Event) => {
      if (event.target instanceof Node && !wrap.current?.contains(event.target))
        latest.current.set(false)
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [opened])
  useLayoutEffect(() => {
    if (opened && panel.current) enter(panel.current, props.align ?? 'start')
  }, [opened, props.align])
  return (
    <span className="dropdown" ref={wrap}>
      {props.trigger({
        'aria-expanded': opened,
        'aria-controls': opened ? id : undefined,
        'aria-haspopup': props.kind,
        onClick: () => set(!opened),
      })}
      {opened && (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: the role is menu or dialog.
        <div
          ref={panel}
          id={id}
          role={props.kind}
          aria-label={props.label}
          className={`dropdown-panel ${props.kind}`}
          style={{ width: props.width }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault()
              close()
            } else if (props.kind === 'menu') moveInMenu(event)
          }}
          onBlur={(event) => {
            const next = event.relatedTarget
            if (next instanceof Node && !wrap.current?.contains(next)) set(false)
          }}
        >
          {props.children(close)}
        </div>
      )}
    </span>
  )
}

const MARGIN = 8

/** Fixed to the window, so that no scrolling list clips it; above the button when below is no room. */
function enter(panel: HTMLElement, align: 'start' | 'end') {
  const anchor = panel.parentElement?.getBoundingClientRect()
  if (!anchor) return
  const { offsetWidth: width, offsetHeight: height } = panel
  const wanted = align === 'end' ? anchor.right - width : anchor.left
  const left = Math.max(MARGIN, Math.min(wanted, window.innerWidth - width - MARGIN))
  const below = anchor.bottom + 6
  const fits = below + height <= window.innerHeight - MARGIN || anchor.top < height
  panel.style.left = `${left}px`
  panel.style.top = `${fits ? below : anchor.top - height - 6}px`
  const first = panel.querySelector<HTMLElement>(
    '[aria-checked="true"], [role^="menuitem"], input, button, a',
  )
  first?.focus({ preventScroll: true })
}

function moveInMenu(event: React.KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
  const at = items.findIndex((item) => item.matches(':focus'))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  items[(next + items.length) % items.length]?.focus()
}

export function MenuItem(props: {
  readonly onClick: () => void
  readonly checked?: boolean
  readonly hint?: ReactNode
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked stands only with menuitemradio.
    <button
      type="button"
      role={props.checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={props.checked}
      className="menu-item"
      onClick={props.onClick}
    >
      <span className="grow">{props.children}</span>
      {props.hint && <span className="tiny muted">{props.hint}</span>}
    </button>
  )
}
