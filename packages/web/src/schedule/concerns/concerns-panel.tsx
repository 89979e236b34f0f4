// Concerns about a schedule: whoever works by it says what worries them, somebody has to answer by a
// day, and nothing else closes it. What anonymous means is said before it is chosen.

import '../../people/profile.css'
import {
  answerConcern,
  CONCERN_ANSWER_DAYS,
  type ConcernView,
  fileConcern,
  listConcerns,
  type ScheduleView,
} from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { VerdictChip } from '../../ui/chip.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { TextArea, TextField } from '../../ui/fields.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty, Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'

const OLD = [listConcerns]
const TEXT_CHARACTERS_MAX = 4_000

export function ConcernsPanel(props: {
  readonly schedule: ScheduleView
  readonly onClose: () => void
}) {
  const { schedule, onClose } = props
  const read = useRead(listConcerns, { params: { schedule: schedule.name } })
  return (
    <Drawer title={`Concerns about ${schedule.displayName}`} onClose={onClose} size={560}>
      <div className="stack loose">
        <FileConcern schedule={schedule} />
        <Reading of={read} what="The concerns">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="Nobody has a concern about this schedule." />
            ) : (
              <ul className="stack">
                {items.map((concern) => (
                  <Concern key={concern.id} schedule={schedule} concern={concern} />
                ))}
              </ul>
            )
          }
        </Reading>
      </div>
    </Drawer>
  )
}

type As = 'named' | 'anonymous'

function FileConcern({ schedule }: { readonly schedule: ScheduleView }) {
  const me = useMe()
  const change = useChange()
  const [concern, setConcern] = useState('')
  const [as, setAs] = useState<As>('named')
  const [days, setDays] = useState<number>(CONCERN_ANSWER_DAYS.default)
  const file = async () => {
    const params = { schedule: schedule.name }
    const body = { concern, anonymous: as === 'anonymous', answerInDays: days }
    if (!(await change.run(() => call(fileConcern, { params, body }), OLD))) return
    toast('Your concern is filed. It stays open until somebody answers.')
    setConcern('')
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void file()
      }}
    >
      <TextArea
        label="What worries you about this schedule"
        required
        rows={3}
        maxLength={TEXT_CHARACTERS_MAX}
        value={concern}
        error={change.fields.concern}
        onChange={(event) => setConcern(event.currentTarget.value)}
      />
      <Segmented<As>
        label="Named or anonymous"
        value={as}
        options={[
          { value: 'named', label: `As ${me.displayName}` },
          { value: 'anonymous', label: 'Anonymously' },
        ]}
        onChange={setAs}
      />
      <p className="small muted">
        {as === 'anonymous'
          ? 'Your name is stored nowhere, and of the time only the day: nobody can look it up later, administrators included. Your words may still give you away. It appears in the list like any other.'
          : 'Everybody who sees this schedule sees your name beside it.'}
      </p>
      <div className="row wrap" style={{ alignItems: 'flex-end' }}>
        <TextField
          label="Answer within days"
          type="number"
          required
          min={1}
          max={CONCERN_ANSWER_DAYS.max}
          value={String(days)}
          error={change.fields.answerInDays}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        />
        <Button type="submit" kind="primary" busy={change.busy}>
          File the concern
        </Button>
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </form>
  )
}

function Concern(props: { readonly schedule: ScheduleView; readonly concern: ConcernView }) {
  const { schedule, concern } = props
  const { author, owner, answer, answerBy, createdAt, isOverdue } = concern
  const me = useMe()
  const whyNot = owner.id === me.id ? undefined : whyNotLead(me, schedule.spec.team ?? ' ')
  return (
    <li className="method">
      <div className="row wrap">
        <strong>{author ? author.displayName : 'Anonymous'}</strong>
        <span className="small muted">
          {author ? <Time at={createdAt} /> : `on ${createdAt.slice(0, 10)}`}
        </span>
        <span className="grow" />
        <VerdictChip
          good={answer !== null}
          word={answer ? 'Answered' : isOverdue ? 'Overdue' : 'Open'}
        />
      </div>
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{concern.concern}</p>
      {answer ? (
        <Notice tone="ok">
          <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{answer.text}</p>
          <p className="small muted">
            {answer.by.name}, <Time at={answer.at} />
          </p>
        </Notice>
      ) : (
        <>
          <p className="small muted">
            {owner.id === me.id ? 'You answer' : `${owner.displayName} answers`} by{' '}
            <Time at={answerBy} as="both" />.
          </p>
          {whyNot === undefined && <Answer schedule={schedule} concern={concern} />}
        </>
      )}
    </li>
  )
}

function Answer(props: { readonly schedule: ScheduleView; readonly concern: ConcernView }) {
  const change = useChange()
  const [text, setText] = useState('')
  const params = { schedule: props.schedule.name, concern: props.concern.id }
  const answer = () =>
    change.run(() => call(answerConcern, { params, body: { answer: text } }), OLD)
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        void answer()
      }}
    >
      <TextArea
        label="Your answer"
        required
        rows={2}
        maxLength={TEXT_CHARACTERS_MAX}
        value={text}
        error={change.fields.answer}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" size="small" busy={change.busy}>
          Answer
        </Button>
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </form>
  )
}
