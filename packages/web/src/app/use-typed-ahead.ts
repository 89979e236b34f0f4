// Keeps what is typed for a dialog that is on its way, and hands it over once.

import { useCallback, useEffect, useRef } from 'react'
import { typedAfter } from './typed-ahead.ts'

/** While `waits`, presses outside a dialog are kept; Esc calls the dialog off. */
export function useTypedAhead(waits: boolean, callOff: () => void): () => string {
  const typed = useRef('')
  const latest = useRef(callOff)
  latest.current = callOff
  useEffect(() => {
    if (!waits) return
    const onKey = (event: KeyboardEvent) => {
      // The dialog stands and has the focus: from here on it has its own keys.
      if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return
      const text = event.key === 'Escape' ? '' : typedAfter(typed.current, event)
      if (text === null) return
      typed.current = text
      if (event.key === 'Escape') latest.current()
      // Not also into the field, or onto the button, that still has the focus.
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true })
      typed.current = ''
    }
  }, [waits])
  return useCallback(() => {
    const text = typed.current
    typed.current = ''
    return text
  }, [])
}
