// Nothing in the list: good, or only filtered away. The two are never confused.

import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { type FilterChange, type Filters, filterText, type Scope } from './filters.ts'

export function AlertsEmpty(props: {
  readonly filters: Filters
  readonly scope: Scope
  readonly lastPage: { readonly at: string; readonly user: string } | null
  readonly change: FilterChange
}) {
  const { filters, scope, change } = props
  const filter = filterText(filters)
  if (filter !== '') {
    return (
      <Empty title="No alert matches the filters.">
        <p>
          Filtered by <code>{filter}</code>.
        </p>
        <Button
          onClick={() =>
            change({ service: undefined, team: undefined, urgency: undefined, q: undefined })
          }
        >
          Clear filters
        </Button>
      </Empty>
    )
  }
  const tab = filters.tab ?? 'open'
  if (tab === 'snoozed') return <Empty title="Nothing is snoozed." />
  if (tab === 'resolved') return <Empty title="Nothing was resolved in the last 24 hours." />
  if (tab === 'acknowledged') return <Empty title="Nobody is working on an alert." />
  return (
    <Empty
      good
      title={scope === 'all' ? 'Nothing is firing.' : 'Nothing is firing for you and your teams.'}
    >
      <p>
        {props.lastPage ? (
          <>
            The last page went out <Time at={props.lastPage.at} />, to {props.lastPage.user}.
          </>
        ) : (
          'No page has gone out yet.'
        )}
      </p>
      {scope !== 'all' && (
        <Button size="small" onClick={() => change({ scope: 'all' })}>
          Show all teams
        </Button>
      )}
    </Empty>
  )
}
