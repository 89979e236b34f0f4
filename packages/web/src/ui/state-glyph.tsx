// The state of an alert group as a glyph with its word; the word may be for screen readers only.

import { Glyph, type GlyphName } from './glyphs.tsx'

export const STATES = {
  triggered: { glyph: 'bell', word: 'Triggered' },
  acknowledged: { glyph: 'hand', word: 'Acknowledged' },
  snoozed: { glyph: 'moon', word: 'Snoozed' },
  silenced: { glyph: 'bellStruck', word: 'Silenced' },
  inhibited: { glyph: 'link', word: 'Inhibited' },
  resolved: { glyph: 'check', word: 'Resolved' },
  reopened: { glyph: 'turn', word: 'Reopened' },
} as const satisfies Record<string, { glyph: GlyphName; word: string }>
export type StateName = keyof typeof STATES

export function StateGlyph(props: { readonly state: StateName; readonly word?: 'shown' | 'read' }) {
  const { glyph, word } = STATES[props.state]
  return (
    <span className="state" title={props.word === 'shown' ? undefined : word}>
      <span className={`state-glyph ${props.state}`}>
        <Glyph name={glyph} size={15} />
      </span>
      <span className={props.word === 'shown' ? undefined : 'hidden-visually'}>{word}</span>
    </span>
  )
}
