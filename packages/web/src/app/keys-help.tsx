// All keys that work here, and the switch that turns them off.

import './command-menu.css'
import { Dialog } from '../ui/dialog.tsx'
import { registeredKeys } from './keys.ts'
import { prefer, usePreferences } from './preferences.ts'

export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const { keys } = usePreferences()
  const unique = [...new Map(registeredKeys().map((binding) => [binding.keys, binding])).values()]
  return (
    <Dialog title="Keys" size={680} onClose={onClose}>
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
                    {{
                      ArrowDown: '↓',
                      ArrowUp: '↑',
                      ArrowLeft: '←',
                      ArrowRight: '→',
                      Escape: 'Esc',
                    }[key] ?? key}
                  </kbd>
                ))}
              </span>
            </li>
          ))}
        </ul>
        <label className="row">
          <input
            type="checkbox"
            checked={keys}
            onChange={(event) => prefer({ keys: event.currentTarget.checked })}
          />
          Single keys are on. They rest while you type, and everything works without them.
        </label>
      </div>
    </Dialog>
  )
}
