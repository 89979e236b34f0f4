// Ctrl K: go anywhere, act on the current thing, page someone. Fuzzy, recent first, and every entry
// shows its key.

import './command-menu.css'
import { useId, useRef, useState } from 'react'
import { BareDialog } from '../ui/dialog.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { rankCommands } from './command-rank.ts'
import type { ShellDialog } from './shell/dialogs.ts'
import { type Command, useCommands, useWhoCommand } from './use-commands.ts'

const RECENT_KEY = 'evenwatch.recent-commands'
const RECENT_MAX = 8
const SHOWN_MAX = 12

function recentIds(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? '[]')
    return Array.isArray(stored) ? stored.map(String) : []
  } catch {
    return []
  }
}

export function CommandMenu(props: {
  readonly onClose: () => void
  readonly open: (dialog: ShellDialog) => void
  /** What was typed before the field had the focus; given once. */
  readonly takeTyped: () => string
}) {
  const [text, setText] = useState('')
  const [index, setIndex] = useState(0)
  const [recent] = useState(recentIds)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const commands = useCommands(props.open)
  const who = useWhoCommand(text)
  const ranked = rankCommands(commands, text, recent).slice(0, SHOWN_MAX)
  const shown = who === null ? ranked : [...ranked, who]
  const active = Math.min(index, shown.length - 1)

  const run = (command: Command | undefined) => {
    if (!command) return
    localStorage.setItem(
      RECENT_KEY,
      JSON.stringify(
        [command.id, ...recent.filter((id) => id !== command.id)].slice(0, RECENT_MAX),
      ),
    )
    props.onClose()
    // After the dialog has given the focus back, so that what runs may move it.
    setTimeout(command.run, 0)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setIndex((active + step + shown.length) % Math.max(1, shown.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(shown[active])
    }
  }
  return (
    <BareDialog label="Commands" onClose={props.onClose}>
      <div className="command">
        <div className="command-field">
          <Glyph name="search" />
          <input
            data-autofocus
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={shown[active] ? `${listId}-${active}` : undefined}
            aria-label="Go to, act, page someone"
            placeholder="Go to, act, page someone"
            value={text}
            spellCheck={false}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setIndex(0)
            }}
            onFocus={() => {
              const early = props.takeTyped()
              if (early !== '') setText((now) => now + early)
            }}
            onKeyDown={onKeyDown}
          />
          <kbd className="kbd">Esc</kbd>
        </div>
        <div id={listId} role="listbox" aria-label="Commands" className="command-list" ref={list}>
          {shown.map((command, position) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the combobox field has the keys and the focus.
            <div
              key={command.id}
              id={`${listId}-${position}`}
              role="option"
              aria-selected={position === active}
              className="command-item"
              onClick={() => run(command)}
              onPointerMove={() => setIndex(position)}
            >
              <Glyph name={command.glyph} />
              <span className="grow cut">{command.words}</span>
              <span className="tiny muted">{command.kind}</span>
              {command.keys && <kbd className="kbd">{command.keys}</kbd>}
            </div>
          ))}
        </div>
        {shown.length === 0 && <p className="command-none muted">Nothing matches “{text}”.</p>}
      </div>
    </BareDialog>
  )
}
