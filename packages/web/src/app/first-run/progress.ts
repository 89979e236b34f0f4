// What of the setup is done, read from the server's own objects: it survives reloads and other people.

import {
  listAlertGroups,
  listEscalationPolicies,
  listSchedules,
  listServices,
  listTeams,
} from '@evenwatch/api'
import { POLL_MS, useRead } from '../query.ts'
import { useSession } from '../session.ts'

export const STEPS = [
  'you',
  'reach',
  'team',
  'schedule',
  'escalation',
  'alerts',
  'rehearsal',
] as const
export type StepId = (typeof STEPS)[number]
export type StepProgress = {
  readonly id: StepId
  readonly title: string
  readonly done: boolean
  readonly missing: string
}

export function useSetupProgress(): readonly StepProgress[] | null {
  const query = { query: { limit: 200 } }
  const me = useSession()?.user
  const teams = useRead(listTeams, query).data?.items
  const schedules = useRead(listSchedules, query).data?.items
  const policies = useRead(listEscalationPolicies, query).data?.items
  const services = useRead(listServices, query, { everyMs: POLL_MS * 2 }).data?.items
  const groups = useRead(listAlertGroups, {
    query: { status: 'triggered,acknowledged,resolved', scope: 'all', limit: 200 },
  }).data?.items
  if (!me || !teams || !schedules || !policies || !services || !groups) return null
  const reachable = me.contactMethods.some((method) => method.verifiedAt !== null)
  const hasRules = me.notificationRules.high.length > 0
  const answered = groups.some(
    (group) => group.acknowledgedAt !== null || group.status === 'acknowledged',
  )
  return [
    { id: 'you', title: 'You', done: true, missing: '' },
    {
      id: 'reach',
      title: 'How to reach you',
      done: reachable && hasRules,
      missing: reachable ? 'No rule says when to use it.' : 'You will not be reachable.',
    },
    {
      id: 'team',
      title: 'Team and people',
      done: teams.length > 0,
      missing: 'No team owns anything yet.',
    },
    {
      id: 'schedule',
      title: 'Schedule',
      done: schedules.length > 0,
      missing: 'Nobody is on call.',
    },
    {
      id: 'escalation',
      title: 'Escalation',
      done: policies.length > 0,
      missing: 'Nothing says whom to page.',
    },
    {
      id: 'alerts',
      title: 'Alerts in',
      done: services.some((service) => service.integrations.length > 0),
      missing: 'No source can send alerts.',
    },
    {
      id: 'rehearsal',
      title: 'Rehearsal',
      done: answered,
      missing: 'No page has been acknowledged yet.',
    },
  ]
}
