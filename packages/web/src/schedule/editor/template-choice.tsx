// The first thing on an empty schedule: a plan that comes close.

import { TEMPLATES, type TemplateName } from './templates.ts'

export function TemplateChoice(props: { readonly onChoose: (name: TemplateName) => void }) {
  return (
    <div className="stack">
      <p>A schedule says who is on call over time. Begin with a plan that comes close:</p>
      <ul className="stack tight">
        {TEMPLATES.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              className="layer-card template"
              onClick={() => props.onChoose(one.name)}
            >
              <b>{one.title}</b>
              <span className="small muted">{one.words}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
