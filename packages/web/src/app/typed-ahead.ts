// What is typed between Ctrl K and the moment the command menu has the focus. The menu is fetched when
// it is first asked for, and nobody waits for that with the fingers. Only text is kept: Enter is not,
// because what it would run is not on the screen yet.

/** More than anybody types while a few kilobytes arrive. */
export const TYPED_AHEAD_CHARS_MAX = 200

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'getModifierState'>

/** The text after one more press; null for a press that is no typing and keeps its own meaning. */
export function typedAfter(text: string, press: Press): string | null {
  // AltGr types: on some systems it reports Ctrl and Alt as well.
  const isCommand = press.ctrlKey || press.metaKey || press.altKey
  if (isCommand && !press.getModifierState('AltGraph')) return null
  if (press.key === 'Backspace') return [...text].slice(0, -1).join('')
  if (press.key === 'Enter') return text
  if ([...press.key].length !== 1) return null
  return (text + press.key).slice(0, TYPED_AHEAD_CHARS_MAX)
}
