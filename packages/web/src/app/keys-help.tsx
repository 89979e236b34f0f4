// All keys that work here, and the switch that turns them off.

import './command-menu.css'
import { Modal } from '@mantine/core'
import { registeredKeys } from './keys.ts'
import { prefer, usePreferences } from './preferences.ts'

export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { keys } = usePreferences()
  const unique = [...new Map(registeredKeys().map((binding) => [binding.keys, binding])).values()]
  return (
    <Modal opened onClose={onClose} title="Keys" size={680} closeButtonProps={{ 'aria-label': 'Close' }} transitionProps={{ duration: 0 }}>
      <div className="stack">
        <ul className="keys-grid">
          <li>
            <span>Commands and search</span>
            <kbd className="kbd">Ctrl K</kbd>
          </li>
          {unique.map((binding) => (
            <li key={binding.keys}>
              <span>{binding.does}</span>
              <span className="nowrap">
                {binding.keys.split(' ').map((key) => (
                  <kbd className="kbd" key={key}>
                    {{ ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' }[key] ?? key}
                  </kbd>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <label className="row">
          <input type="checkbox" checked={keys} onChange={(event) => prefer({ keys: event.currentTarget.checked })} />
          Single keys are on. They rest while you type, and everything works without them.
        </label>
      </div>
    </Modal>
  )
}
