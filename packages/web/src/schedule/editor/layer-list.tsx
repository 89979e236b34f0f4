// The layers of a draft, one of them open: in a line each what they say, and what was changed.

import type { ScheduleSpec } from '@evenwatch/api'
import { Button, IconButton } from '../../ui/button.tsx'
import { ROLE_WORDS } from '../shifts.ts'
import { type DraftLayer, hoursInWords, isTouched, newLayer, turnInWords } from './draft.ts'
import { LayerForm } from './layer-form.tsx'
import { type KnownPerson, useMemberWords } from './members-order.tsx'

const MEMBERS_SAID_MAX = 5

export function LayerList(props: {
  readonly draft: readonly DraftLayer[]
  readonly open: string | null
  readonly spec: ScheduleSpec
  readonly people: readonly KnownPerson[]
  readonly now: number
  readonly changed: boolean
  readonly onOpen: (id: string | null) => void
  readonly onChange: (draft: readonly DraftLayer[]) => void
  /** Leads to the planning of a whole period. */
  readonly onPlan?: () => void
  readonly onStartOver: () => void
}) {
  const { draft, open, spec, people, now, onOpen, onChange } = props
  const add = () => {
    const [first] = draft
    if (!first) return
    const priority = first.priority + 1
    const added = newLayer(draft, { name: 'layer', priority, version: first.version })
    onChange([...draft, added])
    onOpen(added.id)
  }
  return (
    <>
      <ul className="stack tight" aria-label="Layers">
        {draft.map((layer) => (
          <li key={layer.id} className="layer-card">
            <div className="row">
              <LayerLine layer={layer} isOpen={open === layer.id} people={people} onOpen={onOpen} />
              <IconButton
                glyph="trash"
                label={`Remove layer ${layer.name}`}
                onClick={() => onChange(draft.filter((one) => one.id !== layer.id))}
              />
            </div>
            {open === layer.id && (
              <LayerForm
                {...{ layer, spec, people, now }}
                onChange={(next) => onChange(draft.map((one) => (one.id === next.id ? next : one)))}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="row wrap">
        <Button size="small" glyph="plus" onClick={add}>
          Add a layer
        </Button>
        {props.onPlan && !props.changed && (
          <Button size="small" onClick={props.onPlan}>
            Plan a period…
          </Button>
        )}
        {props.changed && (
          <Button size="small" kind="quiet" onClick={props.onStartOver}>
            Start over
          </Button>
        )}
      </div>
    </>
  )
}

function LayerLine(props: {
  readonly layer: DraftLayer
  readonly isOpen: boolean
  readonly people: readonly KnownPerson[]
  readonly onOpen: (id: string | null) => void
}) {
  const { layer, isOpen, people } = props
  const { members, hours } = layer.version
  const wordsOf = useMemberWords(people)
  const names = members.slice(0, MEMBERS_SAID_MAX).map(wordsOf)
  return (
    <button
      type="button"
      className="layer-name grow"
      aria-expanded={isOpen}
      onClick={() => props.onOpen(isOpen ? null : layer.id)}
    >
      <span>
        <b>{layer.name}</b> · {ROLE_WORDS[layer.role]}, priority {layer.priority}
        {isTouched(layer) && <span className="touched"> changed</span>}
      </span>
      <span className="small muted">
        {turnInWords(layer.version)}, {hoursInWords(hours)}: {names.join(', ')}
        {members.length > MEMBERS_SAID_MAX && ' …'}
      </span>
    </button>
  )
}
