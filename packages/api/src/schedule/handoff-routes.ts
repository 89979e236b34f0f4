// Handoff notes: what whoever comes next should know, and that they have read it.

import { z } from 'zod'
import { shiftRoleSchema } from '../configuration/kinds.ts'
import { idSchema, instantSchema, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from './routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const responder = { kind: 'role', role: 'responder' } as const

export const HANDOFF_NOTE_CHARS_MAX = 10_000
export const HANDOFF_NOTES_SHOWN_MAX = 50

export const handoffNoteSchema = z.object({
  id: idSchema,
  schedule: z.object({ id: idSchema, name: z.string(), displayName: z.string() }),
  role: shiftRoleSchema,
  author: personRefSchema,
  text: z.string(),
  shiftEndsAt: instantSchema.nullable().describe('When the shift it belongs to ends.'),
  createdAt: instantSchema,
  readers: z.array(z.object({ user: personRefSchema, acknowledgedAt: instantSchema.nullable() })),
})
export type HandoffNote = z.infer<typeof handoffNoteSchema>

export const listHandoffNotes = route({
  id: 'listHandoffNotes',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/handoff-notes',
  tag: 'schedules',
  summary: 'Handoff notes of a schedule, newest first',
  access: observer,
  params: z.object({ schedule: refSchema }),
  response: z.object({ items: z.array(handoffNoteSchema) }),
  errors: ['not-found'],
})

export const listMyHandoffNotes = route({
  id: 'listMyHandoffNotes',
  method: 'GET',
  path: '/api/v1/handoff-notes',
  tag: 'schedules',
  summary: 'Handoff notes for me that I have not acknowledged',
  access: observer,
  response: z.object({ items: z.array(handoffNoteSchema) }),
  errors: [],
})

export const writeHandoffNote = route({
  id: 'writeHandoffNote',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/handoff-notes',
  tag: 'schedules',
  summary: 'Leave a note for whoever is on call next',
  access: responder,
  params: z.object({ schedule: refSchema }),
  body: z.object({
    role: shiftRoleSchema.default('primary'),
    text: z.string().trim().min(1).max(HANDOFF_NOTE_CHARS_MAX),
  }),
  response: handoffNoteSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict'],
})

export const acknowledgeHandoffNote = route({
  id: 'acknowledgeHandoffNote',
  method: 'POST',
  path: '/api/v1/handoff-notes/{note}/acknowledge',
  tag: 'schedules',
  summary: 'Say that I have read a handoff note',
  access: responder,
  params: z.object({ note: idSchema }),
  response: handoffNoteSchema,
  errors: ['not-found'],
})
