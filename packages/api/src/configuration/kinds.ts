// The five kinds of configuration documents, one schema each. The same `spec` is what the API
// takes and gives, what files hold and what editors complete: there is no second shape.
// Names refer to other objects; what they must refer to is checked when a set is planned.

import {
  CHANNELS,
  DEFAULT_TEAM_LIMITS,
  DURATION_PATTERN,
  INTEGRATION_KEY,
  PEOPLE_LIMITS,
  POLICY_LIMITS,
  ROLES,
  SERVICE_LIMITS,
  SHIFT_ROLES,
  STEP_CONDITIONS,
  STEP_MODES,
  URGENCIES,
  WEEKDAYS,
} from '@evenwatch/core'
import { z } from 'zod'
import { nameSchema } from '../platform/common.ts'

export const API_VERSION = 'evenwatch/v1'

export const durationSchema = z
  .string()
  .regex(DURATION_PATTERN, 'a duration such as `90s`, `5m`, `1h30m`, `2d`')
  .describe('A duration such as `90s`, `5m`, `1h30m` or `2d`.')

export const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as `09:00`')
  .describe('Wall time `HH:MM`.')

export const wallTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'a wall time such as `2026-01-05T09:00`')
  .describe('Wall time without zone, such as `2026-01-05T09:00`.')

export const timeZoneSchema = z
  .string()
  .min(1)
  .max(64)
  .describe('IANA zone, such as `Europe/Vienna`.')

/** A secret: from an environment variable of the process that applies, or kept as stored. */
export const secretSchema = z.union([
  z.strictObject({ fromEnv: z.string().min(1).max(128) }),
  z.strictObject({ secret: z.string().min(1).max(128) }),
  z.string().min(1).max(512),
])

const metadataSchema = z.strictObject({
  name: nameSchema,
  displayName: z.string().min(1).max(PEOPLE_LIMITS.displayNameChars).optional(),
  labels: z.record(z.string().max(63), z.string().max(255)).optional(),
})

export const contactMethodSpecSchema = z.discriminatedUnion('type', [
  z.strictObject({
    name: nameSchema,
    type: z.literal('email'),
    address: z.email().max(PEOPLE_LIMITS.emailChars),
  }),
  z.strictObject({
    name: nameSchema,
    type: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }).max(2_048),
    secret: secretSchema.optional().describe('Signing secret; made for you when absent.'),
  }),
  z.strictObject({ name: nameSchema, type: z.literal('inbox') }),
])
export type ContactMethodSpec = z.infer<typeof contactMethodSpecSchema>

const notificationRuleSpecSchema = z.strictObject({ after: durationSchema, via: nameSchema })
const rulesOfOneUrgency = z
  .array(notificationRuleSpecSchema)
  .max(PEOPLE_LIMITS.notificationRulesPerUrgency)

export const notificationRulesSpecSchema = z.strictObject({
  high: rulesOfOneUrgency.default([]),
  low: rulesOfOneUrgency.default([]),
})

/** Whether a code is known is checked by the server, which knows the calendars. */
export const holidayPlaceSchema = z
  .strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166), such as AT')
      .describe('ISO 3166 code.'),
    region: z
      .string()
      .regex(/^[A-Za-z0-9]{1,16}(-[A-Za-z0-9]{1,16})?$/, 'a code of the list of regions')
      .optional()
      .describe('As `GET /api/v1/holidays/countries/{country}/regions` lists it.'),
  })
  .describe('Whose public holidays count for a person.')
export type HolidayPlace = z.infer<typeof holidayPlaceSchema>

export const userSpecSchema = z.strictObject({
  email: z.email().max(PEOPLE_LIMITS.emailChars),
  timeZone: timeZoneSchema.default('UTC'),
  role: z.enum(ROLES).default('responder'),
  workingHours: z
    .strictObject({
      days: z.array(z.enum(WEEKDAYS)),
      from: clockTimeSchema,
      until: clockTimeSchema,
    })
    .default({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' }),
  sleepHours: z
    .strictObject({ from: clockTimeSchema, until: clockTimeSchema })
    .default({ from: '22:00', until: '07:00' }),
  holidays: holidayPlaceSchema.nullable().default(null).describe('Null: no public holidays.'),
  contactMethods: z
    .array(contactMethodSpecSchema)
    .max(PEOPLE_LIMITS.contactMethodsPerUser)
    .default([]),
  notificationRules: notificationRulesSpecSchema.default({ high: [], low: [] }),
})
export type UserSpec = z.infer<typeof userSpecSchema>

export const teamSpecSchema = z.strictObject({
  limits: z
    .strictObject({
      restHours: z
        .number()
        .int()
        .min(0)
        .max(PEOPLE_LIMITS.restHoursMax)
        .default(DEFAULT_TEAM_LIMITS.restHours)
        .describe('Hours off between two shifts of one person.'),
      weeksInARowMax: z
        .number()
        .int()
        .min(1)
        .max(PEOPLE_LIMITS.weeksInARowMax)
        .default(DEFAULT_TEAM_LIMITS.weeksInARowMax)
        .describe('Weeks on call one after the other.'),
    })
    .default(DEFAULT_TEAM_LIMITS),
  leads: z.array(nameSchema).max(PEOPLE_LIMITS.membersPerTeam).default([]),
  members: z.array(nameSchema).max(PEOPLE_LIMITS.membersPerTeam).default([]),
})
export type TeamSpec = z.infer<typeof teamSpecSchema>

export const SCHEDULE_SPEC_LIMITS = {
  layers: 50,
  members: 400,
  versions: 200,
  windows: 50,
  areas: 50,
  stages: 200,
} as const

const memberSchema = z
  .union([
    nameSchema,
    z.array(nameSchema).min(1).max(50),
    z.strictObject({ team: nameSchema }),
    z.strictObject({ policy: nameSchema }),
    z.null(),
  ])
  .describe(
    'A person, several together, a team, another escalation policy, or null: explicitly nobody.',
  )

const turnCount = {
  count: z.enum(['worked', 'elapsed']).default('worked'),
  shiftsPerMember: z.number().int().min(1).max(366).default(1),
}
const turnSchema = z.union([
  z.strictObject({
    length: z.number().int().min(1).max(1_000),
    unit: z.enum(['hour', 'day', 'week', 'month']),
    ...turnCount,
  }),
  z.strictObject({ rrule: z.string().min(1).max(512), duration: durationSchema, ...turnCount }),
])

export const hoursWindowSchema = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
  from: clockTimeSchema,
  until: clockTimeSchema,
})

const layerVersionFields = {
  firstHandoff: wallTimeSchema,
  until: wallTimeSchema.nullable().default(null),
  turn: turnSchema,
  members: z.array(memberSchema).min(1).max(SCHEDULE_SPEC_LIMITS.members),
  hours: z.array(hoursWindowSchema).max(SCHEDULE_SPEC_LIMITS.windows).nullable().default(null),
}
export const shiftRoleSchema = z
  .enum(SHIFT_ROLES)
  .describe('A line of its own; without words `primary` is meant.')

const layerHead = {
  name: nameSchema,
  role: shiftRoleSchema.default('primary'),
  stages: z
    .array(nameSchema)
    .min(1)
    .optional()
    .describe('The stages in which the layer holds; absent: always.'),
  priority: z.number().int().min(0).max(1_000).default(1),
  timeZone: timeZoneSchema.optional(),
}
export const layerSpecSchema = z.union([
  z.strictObject({
    ...layerHead,
    startsWith: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe(
        'Which of `members`, from 0, has the turn of the first handoff; absent: the first.',
      ),
    ...layerVersionFields,
  }),
  z.strictObject({
    ...layerHead,
    versions: z
      .array(
        z.strictObject({
          effectiveFrom: z.iso.datetime({ offset: true }).nullable(),
          startsWith: z.number().int().min(0).default(0),
          ...layerVersionFields,
        }),
      )
      .min(1)
      .max(SCHEDULE_SPEC_LIMITS.versions),
  }),
])

export const scheduleSpecSchema = z.strictObject({
  team: nameSchema.optional(),
  timeZone: timeZoneSchema,
  areas: z
    .array(nameSchema)
    .max(SCHEDULE_SPEC_LIMITS.areas)
    .default([])
    .describe('What the people of each shift must be able to handle together.'),
  stages: z
    .array(
      z.strictObject({
        name: nameSchema,
        from: z.iso.datetime({ offset: true }).nullable(),
      }),
    )
    .max(SCHEDULE_SPEC_LIMITS.stages)
    .default([])
    .describe('In order; each lasts until the next. Only the first may begin with null.'),
  layers: z.array(layerSpecSchema).max(SCHEDULE_SPEC_LIMITS.layers),
})
export type ScheduleSpec = z.infer<typeof scheduleSpecSchema>

export const targetSpecSchema = z.union([
  z.strictObject({ user: nameSchema }),
  z.strictObject({ team: nameSchema }),
  z.strictObject({ schedule: nameSchema, role: shiftRoleSchema.optional() }),
  z.strictObject({ policy: nameSchema }),
])

const conditionSchema = z
  .string()
  .min(1)
  .max(SERVICE_LIMITS.conditionChars)
  .describe('CEL over severity, urgency, summary, source, labels, details, service.')

export const escalationPolicySpecSchema = z.strictObject({
  team: nameSchema.optional(),
  delaysFrom: z.enum(['previousStep', 'alertStart']).default('previousStep'),
  repeat: z
    .strictObject({
      times: z.number().int().min(0).max(POLICY_LIMITS.repeatTimes),
      after: durationSchema.default('5m'),
    })
    .default({ times: 0, after: '5m' }),
  whenNobody: z.enum(['lastResort', 'hold', 'none']).default('lastResort'),
  steps: z
    .array(
      z.strictObject({
        after: durationSchema,
        notify: z.array(targetSpecSchema).min(1).max(POLICY_LIMITS.targetsPerStep),
        mode: z.enum(STEP_MODES).default('everyone'),
        when: z.enum(STEP_CONDITIONS).default('unacknowledged'),
        if: conditionSchema.optional(),
      }),
    )
    .min(1)
    .max(POLICY_LIMITS.steps),
})
export type EscalationPolicySpec = z.infer<typeof escalationPolicySpecSchema>

export const INTEGRATION_TYPES = ['events', 'pagerduty', 'alertmanager'] as const

export const integrationSpecSchema = z.strictObject({
  name: nameSchema,
  type: z.enum(INTEGRATION_TYPES),
  key: z
    .union([
      z
        .string()
        .min(INTEGRATION_KEY.carriedOverMin)
        .max(INTEGRATION_KEY.carriedOverMax)
        .regex(/^[\x21-\x7e]+$/, 'printable characters without spaces'),
      z.strictObject({ fromEnv: z.string().min(1).max(128) }),
      z.strictObject({ secret: z.string().min(1).max(128) }),
    ])
    .optional()
    .describe('Kept byte for byte; made for you when absent.'),
})

export const serviceSpecSchema = z.strictObject({
  team: nameSchema,
  escalationPolicy: z.union([
    nameSchema,
    z
      .array(z.strictObject({ if: conditionSchema.optional(), policy: nameSchema }))
      .min(1)
      .max(SERVICE_LIMITS.policyRoutes),
  ]),
  dependsOn: z.array(nameSchema).max(200).default([]),
  runbook: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
  grouping: z
    .strictObject({
      by: z.array(z.string().min(1).max(128)).min(1).max(SERVICE_LIMITS.groupingLabels),
      window: durationSchema.default('5m'),
    })
    .optional(),
  urgency: z
    .partialRecord(z.enum(['critical', 'error', 'warning', 'info', 'unknown']), z.enum(URGENCIES))
    .optional(),
  acknowledgementLapses: durationSchema.optional(),
  repage: z.enum(['whenMoreUrgent', 'always']).default('whenMoreUrgent'),
  autoResolve: durationSchema.optional(),
  integrations: z.array(integrationSpecSchema).max(SERVICE_LIMITS.integrations).default([]),
})
export type ServiceSpec = z.infer<typeof serviceSpecSchema>

const documentOf = <K extends string, S extends z.ZodType>(kind: K, spec: S) =>
  z.strictObject({
    apiVersion: z.literal(API_VERSION),
    kind: z.literal(kind),
    metadata: metadataSchema,
    spec,
  })

export const documentSchema = z.discriminatedUnion('kind', [
  documentOf('User', userSpecSchema),
  documentOf('Team', teamSpecSchema),
  documentOf('Schedule', scheduleSpecSchema),
  documentOf('EscalationPolicy', escalationPolicySpecSchema),
  documentOf('Service', serviceSpecSchema),
])
export type ConfigurationDocument = z.infer<typeof documentSchema>
/** As people write it: what has a default may be left out. */
export type ConfigurationDocumentInput = z.input<typeof documentSchema>
export type Kind = ConfigurationDocument['kind']

/** In the order in which they are applied: later kinds refer to earlier ones. */
export const KINDS = [
  'User',
  'Team',
  'Schedule',
  'EscalationPolicy',
  'Service',
] as const satisfies readonly Kind[]

export const channelNameSchema = z.enum(CHANNELS)
