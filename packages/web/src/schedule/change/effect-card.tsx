// The last step, beside the others: what the change would do, what it meets, a reason, and the button
// that says what will happen.

import { Link } from '@tanstack/react-router'
import { Reading } from '../../app/reading.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextArea } from '../../ui/fields.tsx'
import { useNow } from '../../ui/now.ts'
import { Notice } from '../../ui/states.tsx'
import { primaryWords } from './change-draft.ts'
import { Conflicts } from './conflicts.tsx'
import { Effect } from './effect.tsx'
import { Overrule } from './overrule.tsx'
import type { ChangeFormState } from './use-change-draft.ts'
import type { Sending } from './use-sending.ts'

export function EffectCard(props: {
  readonly zone: string
  readonly form: ChangeFormState
  readonly sending: Sending
}) {
  const { zone, form, sending } = props
  const { draft, several, choose } = form
  const { kind, who, reason, despite } = draft
  const { preview, looked, yetTo, change, earlier, idle } = sending
  const now = useNow(60_000)
  const isAsked = several || kind === 'swap'
  const checking = preview.asked && !preview.isFresh
  return (
    <section className="card change-effect" aria-labelledby="effect-heading">
      <div className="card-head">
        <h2 id="effect-heading">What it would do</h2>
        {checking && <span className="small muted">Checking</span>}
      </div>
      <div className="card-body stack" aria-busy={checking}>
        {several && who.length > 1 && (
          <SelectField
            label="If this person says yes"
            value={looked?.id ?? ''}
            onChange={(event) => sending.setIfYes(event.currentTarget.value)}
            data={who.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          />
        )}
        {preview.asked ? (
          <Reading of={preview.read} what="The effect" lines={4}>
            {(found) => (
              <>
                <Conflicts
                  {...{ preview: found, zone, now, isAsked, split: draft.split }}
                  onSplit={(split) => choose({ split })}
                />
                <Effect preview={found} zone={zone} now={now} />
                <Overrule
                  preview={found}
                  decides={kind === 'override' || kind === 'add' || kind === 'remove'}
                  isAsked={isAsked}
                  despite={despite}
                  onChange={(next) => choose({ despite: next })}
                />
              </>
            )}
          </Reading>
        ) : (
          <p className="muted">{yetTo ?? 'Choose who, and the effect shows here.'}</p>
        )}
        <TextArea
          label={isAsked ? 'Note to them' : 'Reason'}
          required={kind === 'arranged' || despite.length > 0}
          rows={2}
          maxLength={1_000}
          value={reason}
          onChange={(event) => choose({ reason: event.currentTarget.value })}
        />
        {change.fault && (
          <Notice tone="warn">
            <p>{change.fault}</p>
            {earlier !== null && (
              <p>
                <Link to={earlier}>See the earlier request</Link>
              </p>
            )}
          </Notice>
        )}
        {idle !== null && (
          <Notice tone="warn">
            <p>{idle}</p>
            <Button size="small" busy={change.busy} onClick={() => void sending.send(true)}>
              Make it nevertheless
            </Button>
          </Notice>
        )}
        <Button
          kind="primary"
          size="tall"
          wide
          type="submit"
          busy={change.busy}
          whyNot={sending.whyNot}
        >
          {primaryWords(draft)}
        </Button>
      </div>
    </section>
  )
}
