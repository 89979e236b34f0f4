// Adding a calendar that is read, or changing one. The address is never shown again, so an empty one
// keeps it.

import {
  type CalendarFeedView,
  type CallInput,
  createCalendarFeed,
  listAbsences,
  listCalendarFeeds,
  listTeams,
  type ScheduleView,
  updateCalendarFeed,
} from '@evenwatch/api'
import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { useContext, useState } from 'react'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Notice } from '../../ui/states.tsx'
import { DisplayZone } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { ZoneField } from '../../ui/zone-field.tsx'

const OLD = [listCalendarFeeds, listAbsences]
const EVERYBODY = ''

export function FeedForm(props: {
  readonly feed: CalendarFeedView | null
  readonly schedules: readonly ScheduleView[]
  readonly onClose: () => void
}) {
  const { feed, schedules, onClose } = props
  const me = useMe()
  const change = useChange()
  const display = useContext(DisplayZone)
  const teams = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const mayAll = whyNotLead(me, ' ') === undefined
  const ownTeams = teams.filter(({ name }) => whyNotLead(me, name) === undefined)
  const ownSchedules = schedules.filter(
    ({ spec }) => whyNotLead(me, spec.team ?? ' ') === undefined,
  )
  const [name, setName] = useState(feed?.name ?? '')
  const [url, setUrl] = useState('')
  const [purpose, setPurpose] = useState(feed?.purpose ?? 'absences')
  const [chosenTeam, setTeam] = useState<string | null>(null)
  const [chosenSchedule, setSchedule] = useState<string | null>(null)
  const [role, setRole] = useState<ShiftRole>('primary')
  const [matching, setMatching] = useState(feed?.matching ?? '')
  const [timeZone, setTimeZone] = useState(feed?.timeZone ?? display)
  const team = chosenTeam ?? (mayAll ? EVERYBODY : (ownTeams[0]?.name ?? EVERYBODY))
  const schedule = chosenSchedule ?? ownSchedules[0]?.name ?? ''
  const { fields } = change
  const save = async () => {
    const rule = matching.trim() === '' ? null : matching
    const done = await change.run(async () => {
      const answer = feed
        ? await call(updateCalendarFeed, {
            params: { feed: feed.id },
            body: { name, matching: rule, timeZone, ...(url !== '' && { url }) },
          })
        : await call(createCalendarFeed, { body: newFeed(rule) })
      if (answer.lastError === null) toast(`${answer.name} is read: ${answer.eventCount} events.`)
      else toast(`${answer.name} is kept, but cannot be read: ${answer.lastError}`)
    }, OLD)
    if (done) onClose()
  }
  const newFeed = (rule: string | null): CallInput<typeof createCalendarFeed>['body'] => ({
    name: nameFrom(name),
    url,
    purpose,
    matching: rule,
    timeZone,
    ...(purpose === 'absences' && team !== EVERYBODY && { team }),
    ...(purpose === 'schedule' && { schedule, role }),
  })
  return (
    <Dialog title={feed ? `Change ${feed.name}` : 'Add a calendar'} onClose={onClose} size={600}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label="Name"
          required
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label="Address"
          type="url"
          required={feed === null}
          description={
            feed
              ? `Leave it empty to keep the one at ${feed.urlHint}.`
              : 'https or webcal, as the other program gives it. It is stored encrypted.'
          }
          value={url}
          error={fields.url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        {feed === null && (
          <>
            <Segmented
              label="Read as"
              value={purpose}
              options={[
                { value: 'absences', label: 'Absences' },
                { value: 'schedule', label: 'Shifts of a schedule' },
              ]}
              onChange={setPurpose}
            />
            {purpose === 'absences' ? (
              <SelectField
                label="Whose absences"
                value={team}
                error={fields.team}
                data={[
                  ...(mayAll ? [{ value: EVERYBODY, label: 'Everybody’s' }] : []),
                  ...ownTeams.map((one) => ({ value: one.name, label: one.displayName })),
                ]}
                onChange={(event) => setTeam(event.currentTarget.value)}
              />
            ) : (
              <div className="two">
                <SelectField
                  label="Schedule"
                  description="Its role then follows the calendar."
                  value={schedule}
                  error={fields.schedule}
                  data={ownSchedules.map((one) => ({ value: one.name, label: one.displayName }))}
                  onChange={(event) => setSchedule(event.currentTarget.value)}
                />
                <SelectField
                  label="Role"
                  description="One calendar for each role."
                  value={role}
                  error={fields.role}
                  data={[...SHIFT_ROLES]}
                  onChange={(event) =>
                    setRole(SHIFT_ROLES.find((one) => one === event.currentTarget.value) ?? role)
                  }
                />
              </div>
            )}
          </>
        )}
        <TextField
          label="Rule for whose an event is"
          description="Empty: by those invited, then the title, then the organiser. Else a regular expression whose one group is the person, as ^On-call: (.+)$"
          value={matching}
          error={fields.matching}
          onChange={(event) => setMatching(event.currentTarget.value)}
        />
        {(feed?.purpose ?? purpose) === 'absences' && (
          <ZoneField label="Zone of times that name none" value={timeZone} onChange={setTimeZone} />
        )}
        {change.fault && Object.keys(fields).length === 0 && (
          <Notice tone="warn">{change.fault}</Notice>
        )}
        <div>
          <Button type="submit" kind="primary" busy={change.busy}>
            {feed ? 'Save and read it' : 'Add and read it'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
