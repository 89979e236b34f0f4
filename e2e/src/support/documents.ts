// Configuration documents of small worlds, as short as a test wants to say them.

import {
  API_VERSION,
  type addContactMethod,
  type CallInput,
  type ConfigurationDocument,
  type createEscalationPolicy,
  type createSchedule,
  type createService,
} from '@evenwatch/api'

type ContactMethod = CallInput<typeof addContactMethod>['body']
type Step = CallInput<typeof createEscalationPolicy>['body']['spec']['steps'][number]
type Schedule = CallInput<typeof createSchedule>['body']['spec']
type Service = CallInput<typeof createService>['body']['spec']
/** What a file may hold: defaults are the server's to fill in. */
export type Document = {
  readonly apiVersion: typeof API_VERSION
  readonly kind: ConfigurationDocument['kind']
  readonly metadata: { readonly name: string; readonly displayName?: string }
  readonly spec: unknown
}

const documentOf = (
  kind: Document['kind'],
  name: string,
  spec: object,
  displayName?: string,
): Document => ({
  apiVersion: API_VERSION,
  kind,
  metadata: { name, ...(displayName !== undefined && { displayName }) },
  spec,
})

export const mailTo = (name: string) => `${name}@example.org`

/** A person who is paged at once by every contact method given; by mail unless told otherwise. */
export function person(
  name: string,
  methods: readonly ContactMethod[] = [{ name: 'mail', type: 'email', address: mailTo(name) }],
): Document {
  const rules = methods.map((method) => ({ after: '0m', via: method.name }))
  const spec = {
    email: mailTo(name),
    contactMethods: methods,
    notificationRules: { high: rules, low: rules },
  }
  return documentOf('User', name, spec, `${name.charAt(0).toUpperCase()}${name.slice(1)} Sample`)
}

export function team(name: string, members: readonly string[]): Document {
  return documentOf('Team', name, { leads: members.slice(0, 1), members: members.slice(1) })
}

export function policy(name: string, steps: readonly Step[], team?: string): Document {
  return documentOf('EscalationPolicy', name, { steps, ...(team !== undefined && { team }) })
}

export function schedule(name: string, spec: Schedule): Document {
  return documentOf('Schedule', name, spec)
}

export function service(name: string, spec: Service): Document {
  return documentOf('Service', name, spec)
}

/** A key as ours are made: 32 lower-case letters and digits. */
export function keyFor(word: string): string {
  return word
    .replaceAll(/[^0-9a-z]/g, '')
    .padEnd(32, '0')
    .slice(0, 32)
}
