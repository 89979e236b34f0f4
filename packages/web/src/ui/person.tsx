// People: initials on one of eight quiet tints. The name always stands beside it.

const TINTS = 8

export function tintOf(name: string): string {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return `var(--p${sum % TINTS})`
}

export function initialsOf(displayName: string): string {
  const words = displayName.split(/\s+/).filter(Boolean)
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : (words[0]?.[1] ?? '')
  return ((words[0]?.[0] ?? '?') + last).toUpperCase()
}

export function Avatar(props: { readonly name: string; readonly displayName: string }) {
  return (
    <span
      className="avatar"
      style={{ background: tintOf(props.name) }}
      data-initials={initialsOf(props.displayName)}
      aria-hidden="true"
    />
  )
}

export function Person(props: { readonly name: string; readonly displayName: string }) {
  return (
    <span className="row" style={{ gap: 7, display: 'inline-flex' }}>
      <Avatar {...props} />
      <span>{props.displayName}</span>
    </span>
  )
}

/** `Ana`, `Ana and Ben`, `Ana, Ben and 3 more`. */
export function namesInWords(
  people: readonly { readonly displayName: string }[],
  most = 3,
): string {
  const names = people.map((person) => person.displayName)
  if (names.length === 0) return 'nobody'
  if (names.length === 1) return names[0] ?? ''
  if (names.length <= most) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}

/** “Ana and Ben”, “policy Payments daytime”, “nobody”. */
export function onCallInWords(onCall: {
  readonly users: readonly { readonly displayName: string }[]
  readonly policies: readonly { readonly displayName: string }[]
}): string {
  const policies = onCall.policies.map((one) => ({ displayName: `policy ${one.displayName}` }))
  return namesInWords([...onCall.users, ...policies])
}
