// Text to be copied: shown whole, scrollable, with one button.

import { useState } from 'react'
import { IconButton } from './button.tsx'

const COPIED_MS = 2_000

export function CopyField(props: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's.
    <div className="copy" role="group" aria-label={props.label}>
      {/* A scrollable region must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above. */}
      <pre tabIndex={0}>{props.text}</pre>
      <IconButton
        label={copied ? 'Copied' : `Copy ${props.label}`}
        glyph={copied ? 'check' : 'copy'}
        onClick={async () => {
          await navigator.clipboard?.writeText(props.text)
          setCopied(true)
          setTimeout(() => setCopied(false), COPIED_MS)
        }}
      />
    </div>
  )
}
