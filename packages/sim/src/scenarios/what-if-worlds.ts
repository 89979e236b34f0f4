// Worlds in which "what would happen if" is compared with what happens: one for each paging rule.

import type { Severity } from '@evenwatch/core'
import type { Given } from '../world/given.ts'

export type Case = {
  readonly given: Partial<Given>
  readonly service?: string
  readonly severity?: Severity
  readonly labels?: { readonly [name: string]: string }
  readonly acknowledged?: { readonly by: string; readonly after: string }
  readonly resolved?: { readonly by: string; readonly after: string }
  readonly lookAheadMs?: number
}

const HALF_HOUR = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const }

export const WORLDS: { readonly [title: string]: Case } = {
  'two steps, and nobody answers': { given: {} },
  'three rounds with pauses': {
    given: {
      policies: { main: { steps: ['0m Ana', '5m Chen'], repeat: { times: 2, after: '10m' } } },
    },
  },
  'delays counted from the alert, with a late first step': {
    given: {
      policies: {
        main: { delaysFrom: 'alertStart', steps: ['1m Ana', '5m Ben', '7m Chen', '7m Ana'] },
      },
    },
  },
  'a policy that calls another one': {
    given: {
      policies: {
        main: { steps: ['0m Ana', '5m policy:everyone, Ben'], repeat: { times: 1, after: '3m' } },
        everyone: { steps: ['0m Chen', '2m Ben'], repeat: { times: 1, after: '4m' } },
      },
    },
  },
  'empty steps are skipped, and the last resort is paged': {
    given: {
      people: {
        Ana: { methods: {} },
        Root: { methods: { mail: 'email' }, high: ['0m mail'], role: 'admin' },
      },
      policies: { main: { steps: ['0m Ana', '5m Ana'], repeat: { times: 1, after: '10m' } } },
    },
  },
  'a lead is the last resort': {
    given: {
      people: { Ana: { methods: {} } },
      teams: { red: { leads: ['Ben'], members: ['Chen'] } },
      policies: { main: { team: 'red', steps: ['0m Ana'] } },
    },
  },
  'nobody at all can be reached': {
    given: { people: { Ana: { methods: {} } }, policies: { main: { steps: ['0m Ana'] } } },
  },
  'nobody, and no last resort wished': {
    given: {
      people: { Ana: { methods: {} } },
      policies: {
        main: { whenNobody: 'none', steps: ['0m Ana'], repeat: { times: 1, after: '2m' } },
      },
    },
  },
  'held until somebody is on call': {
    given: {
      schedules: {
        day: {
          layers: {
            day: {
              members: ['Ben', 'Ana'],
              hours: [{ ...HALF_HOUR, from: '10:17', until: '11:00' }],
            },
          },
        },
      },
      policies: {
        main: { whenNobody: 'hold', steps: ['0m schedule:day', '5m schedule:day', '3m Chen'] },
        held: { whenNobody: 'hold', steps: ['0m schedule:day', '5m schedule:day'] },
      },
      services: { api: { policy: 'held' } },
    },
  },
  'round robin over its rounds': {
    given: {
      policies: {
        main: {
          steps: [{ after: '0m', notify: ['Ana', 'Ben', 'Chen'], mode: 'roundRobin' }],
          repeat: { times: 4, after: '6m' },
        },
      },
    },
  },
  'steps for what is unresolved go on after the acknowledgement': {
    given: {
      policies: {
        main: {
          steps: [
            '0m Ana',
            '5m Ben',
            { after: '10m', notify: ['Chen', 'policy:late'], when: 'unresolved' },
          ],
          repeat: { times: 1, after: '5m' },
        },
        late: { steps: ['0m Ben', '2m Ana'] },
      },
    },
    acknowledged: { by: 'Ana', after: '2 min' },
  },
  'low urgency goes by its own rules, and messages are bundled': {
    given: {
      people: {
        Ana: {
          methods: { push: 'webhook', mail: 'email' },
          high: ['0m push'],
          low: ['0m mail', '3m push'],
        },
      },
      policies: { main: { steps: ['0m Ana', '1m Ana', '3m Ana, Ben'] } },
    },
    severity: 'warning',
  },
  'an error that pages the same person twice within seconds': {
    given: {
      policies: {
        main: { steps: ['0m Ana', '0m policy:again', '5m Ana'] },
        again: { steps: ['0m Ana', '1m Ben'] },
      },
    },
    severity: 'error',
    acknowledged: { by: 'Ben', after: '5 min 4 s' },
  },
  'acknowledged midway': { given: {}, acknowledged: { by: 'Ana', after: '3 min' } },
  'acknowledged at the moment of a step': {
    given: {},
    acknowledged: { by: 'Ana', after: '5 min' },
  },
  'resolved midway': { given: {}, resolved: { by: 'Ana', after: '3 min' } },
  'an acknowledgement that lapses': {
    given: { services: { api: { policy: 'main', lapses: '30m' } } },
    acknowledged: { by: 'Ana', after: '3 min' },
  },
  'resolved before the acknowledgement lapses': {
    given: { services: { api: { policy: 'main', lapses: '30m' } } },
    acknowledged: { by: 'Ana', after: '3 min' },
    resolved: { by: 'Ana', after: '20 min' },
  },
  'conditions choose the policy and pass over steps': {
    given: {
      policies: {
        main: { steps: ['0m Ana'] },
        prod: {
          steps: [
            { after: '0m', notify: ['Ana'], if: 'labels.env == "test"' },
            { after: '2m', notify: ['Ben'], if: 'severity == "critical"' },
            '1m Chen',
          ],
        },
      },
      services: {
        api: { policies: [{ if: 'labels.env == "prod"', policy: 'prod' }, { policy: 'main' }] },
      },
    },
    labels: { env: 'prod' },
  },
  'a handoff between two steps, and an override': {
    given: {
      startsAt: '2026-01-05T08:58:00Z',
      schedules: {
        primary: {
          layers: { weekly: { members: ['Ana', 'Ben'], firstHandoff: '2026-01-05T09:00' } },
          overrides: [
            {
              from: Date.parse('2026-01-05T09:05:00Z'),
              until: Date.parse('2026-01-05T10:00:00Z'),
              set: ['Chen'],
            },
          ],
        },
      },
      policies: {
        main: {
          steps: [
            '0m schedule:primary',
            '3m schedule:primary',
            '5m schedule:primary',
            { after: '1m', notify: ['schedule:primary'], mode: 'next' },
          ],
        },
      },
    },
  },
}
