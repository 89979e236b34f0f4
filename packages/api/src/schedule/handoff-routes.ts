// Handoff notes: what whoever comes next should know, and that they have read it.

import { z } from 'zod'
import { shiftRoleSchema } from '../configuration/kinds.ts'
import { emptySchema, idSchema, instantSchema, refSchema } from '../platform/common.ts'
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

export const listWrittenHandoffNotes = route({
  id: 'listWrittenHandoffNotes',
  method: 'GET',
  path: '/api/v1/handoff-notes/written',
  tag: 'schedules',
  summary: 'Handoff notes that I wrote, newest first, and who has read them',
  access: observer,
  response: z.object({ items: z.array(handoffNoteSchema) }),
  errors: [],
})

const noteText = z.string().trim().min(1).max(HANDOFF_NOTE_CHARS_MAX)

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
    text: noteText,
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

export const withdrawHandoffNote = route({
  id: 'withdrawHandoffNote',
  method: 'DELETE',
  path: '/api/v1/handoff-notes/{note}',
  tag: 'schedules',
  summary: 'Withdraw a handoff note of mine that nobody has acknowledged',
  access: responder,
  params: z.object({ note: idSchema }),
  response: emptySchema,
  errors: ['not-found', 'state-conflict'],
})

export const correctHandoffNote = route({
  id: 'correctHandoffNote',
  method: 'POST',
  path: '/api/v1/handoff-notes/{note}/corrections',
  tag: 'schedules',
  summary: 'Add a correction to a handoff note of mine, for the same readers',
  access: responder,
  params: z.object({ note: idSchema }),
  body: z.object({ text: noteText }),
  response: handoffNoteSchema,
  errors: ['not-found', 'invalid-request'],
})
