// Severity and urgency: shape, word and colour together, always.

import type { AlertGroup } from '@evenwatch/api'
import { Shape, type ShapeName } from './glyphs.tsx'

type Tone = 'critical' | 'high' | 'moderate' | 'low' | 'neutral' | 'ok'

export function Chip(props: {
  readonly tone: Tone
  readonly shape: ShapeName
  readonly word: string
}) {
  return (
    <span className={`chip ${props.tone}`}>
      <Shape name={props.shape} size={11} />
      {props.word}
    </span>
  )
}

export function UrgencyChip({ urgency }: { readonly urgency: AlertGroup['urgency'] }) {
  return urgency === 'high' ? (
    <Chip tone="high" shape="triangle" word="High" />
  ) : (
    <Chip tone="low" shape="circle" word="Low" />
  )
}

const SEVERITY = {
  critical: { tone: 'critical', shape: 'octagon', word: 'Critical' },
  error: { tone: 'high', shape: 'triangle', word: 'Error' },
  warning: { tone: 'moderate', shape: 'diamond', word: 'Warning' },
  info: { tone: 'low', shape: 'circle', word: 'Info' },
} as const

export function SeverityChip({ severity }: { readonly severity: AlertGroup['severity'] }) {
  if (severity === null) return <Chip tone="neutral" shape="ring" word="Severity unknown" />
  return <Chip {...SEVERITY[severity]} />
}

/** Good or not, said in a word: for checks of any kind. */
export function VerdictChip(props: { readonly good: boolean; readonly word: string }) {
  return props.good ? (
    <Chip tone="ok" shape="check" word={props.word} />
  ) : (
    <Chip tone="high" shape="triangle" word={props.word} />
  )
}
