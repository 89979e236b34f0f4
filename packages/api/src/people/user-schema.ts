// A person as every answer shows one.

import { CHANNELS, ROLES } from '@evenwatch/core'
import { z } from 'zod'
import { holidayPlaceSchema } from '../configuration/kinds.ts'
import { idSchema, instantSchema } from '../platform/common.ts'

export const contactMethodSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.enum(CHANNELS),
  /** E-mail address or URL; empty for the inbox. */
  address: z.string(),
  verifiedAt: instantSchema.nullable(),
  verifiedBy: z.enum(['owner', 'administrator', 'itself']).nullable(),
  lastSuccessAt: instantSchema.nullable(),
  lastFailureAt: instantSchema.nullable(),
  lastFailure: z.string().nullable(),
})
export type ContactMethodView = z.infer<typeof contactMethodSchema>

export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  email: z.string(),
  timeZone: z.string(),
  role: z.enum(ROLES),
  workingHours: z.object({ days: z.array(z.string()), from: z.string(), until: z.string() }),
  sleepHours: z.object({ from: z.string(), until: z.string() }),
  holidays: holidayPlaceSchema.nullable(),
  contactMethods: z.array(contactMethodSchema),
  notificationRules: z.object({
    high: z.array(z.object({ after: z.string(), via: z.string() })),
    low: z.array(z.object({ after: z.string(), via: z.string() })),
  }),
  teams: z.array(z.object({ name: z.string(), displayName: z.string(), isLead: z.boolean() })),
  hasPassword: z.boolean(),
  deactivatedAt: instantSchema.nullable(),
  managedBy: z.string().nullable(),
  version: z.number().int(),
})
export type User = z.infer<typeof userSchema>
