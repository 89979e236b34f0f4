// Which registered key a press means. Pure, so that sequences can be tested without a browser.

export type KeyBinding = {
  /** `a`, `?`, `Escape`, `shift x`, or a sequence `g h`. */
  readonly keys: string
  readonly does: string
  readonly run: () => void
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** The name under which a press is registered; null for those that belong to browser or system. */
export function nameOfPress(press: KeyPress): string | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null
  if (press.key.length > 1) return press.key
  const isLetter = press.key.toLowerCase() !== press.key.toUpperCase()
  if (press.shiftKey && isLetter) return `shift ${press.key.toLowerCase()}`
  return press.key
}

/** What a press means after the pending first key of a sequence, if any. */
export function matchPress(
  list: readonly KeyBinding[],
  pending: string | null,
  name: string,
): { readonly run: KeyBinding } | { readonly pending: string } | null {
  const full = pending === null ? name : `${pending} ${name}`
  const exact = list.findLast((binding) => binding.keys === full)
  if (exact) return { run: exact }
  if (
    pending === null &&
    list.some((binding) => binding.keys.startsWith(`${name} `) && name !== 'shift')
  ) {
    return { pending: name }
  }
  return pending === null ? null : matchPress(list, null, name)
}
