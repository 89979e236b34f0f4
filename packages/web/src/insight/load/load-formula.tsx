// How load is counted, with every weight: the same words the API gives to everybody.

import type { LoadFormulaView } from '@evenwatch/api'
import { HOURS } from './hours.ts'

export function LoadFormula({ formula }: { readonly formula: LoadFormulaView }) {
  return (
    <details className="card load-formula">
      <summary>How this is counted</summary>
      <dl className="facts card-body">
        <dt>Interruption</dt>
        <dd>{formula.interruption}</dd>
        <dt>Engaged</dt>
        <dd>{formula.engaged}</dd>
        <dt>Unscheduled</dt>
        <dd>{formula.unscheduled}</dd>
        <dt>Predicted</dt>
        <dd>
          {formula.predicted} {weights(formula.hourWeights)}
        </dd>
        <dt>Actual</dt>
        <dd>
          {formula.actual} An interruption weighs {weights(formula.interruptionWeights)}
        </dd>
        <dt>Heavy</dt>
        <dd>At least {formula.heavyShiftPercent} % above the prediction.</dd>
      </dl>
    </details>
  )
}

function weights(of: LoadFormulaView['hourWeights']): string {
  return `${HOURS.map(({ hour, word }) => `${of[hour]} ${word}`).join(', ')}.`
}
