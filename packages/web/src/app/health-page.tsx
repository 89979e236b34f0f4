// What doctor finds: everything that would keep a page from going out.

import { getDiagnosis } from '@evenwatch/api'
import { VerdictChip } from '../ui/chip.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { POLL_MS, useRead } from './query.ts'
import { Reading } from './reading.tsx'
import { useMe, whyNotAllowed } from './session.ts'
import { SettingsTabs } from './settings-tabs.tsx'

const WORDS = { ok: 'Fine', warning: 'Warning', critical: 'Critical' } as const

export function HealthPage() {
  const whyNot = whyNotAllowed(useMe(), 'manager')
  const read = useRead(getDiagnosis, {}, { enabled: whyNot === undefined, everyMs: POLL_MS * 2 })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Health of paging</h1>
        <p className="lead">
          Everything that would keep a page from going out, as the command doctor says it.
        </p>
      </div>
      <SettingsTabs />
      {whyNot ? (
        <Notice>{whyNot}</Notice>
      ) : (
        <Reading of={read} what="The diagnosis" rows>
          {(data) => (
            <div className="stack">
              <p className="small muted">
                Checked <Time at={data.at} />.
              </p>
              <ul className="card">
                {data.checks.map((check) => (
                  <li key={check.code + check.subject} className="check-row">
                    <VerdictChip good={check.level === 'ok'} word={WORDS[check.level]} />
                    <div className="grow">
                      <p>
                        {check.subject !== 'all' && <strong>{check.subject} </strong>}
                        <TextWithTimes text={check.finding} />
                      </p>
                      {check.remedy && <p className="muted">{check.remedy}</p>}
                    </div>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </Reading>
      )}
    </div>
  )
}

/** An instant as a machine writes it. */
const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/

/** Sentences of the server name instants in full; here they are read by people. */
function TextWithTimes({ text }: { readonly text: string }) {
  return text.split(INSTANT).map((part, index) =>
    // Every second part is an instant; parts have no other identity than their place.
    index % 2 === 0 ? part : <Time key={part} at={part} as="short" />,
  )
}
