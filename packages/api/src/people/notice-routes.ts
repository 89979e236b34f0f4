// Notices: what a person should know and need not be woken for, and what they want to hear.

import { NOTICE_KINDS, NOTICE_LIMITS } from '@evenwatch/core'
import { z } from 'zod'
import { durationSchema } from '../configuration/kinds.ts'
import { idSchema, instantSchema, pageOf, pageQuery, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'

const observer = { kind: 'role', role: 'observer' } as const
const own = { kind: 'self-or', role: 'admin' } as const

export const noticeSchema = z.object({
  id: idSchema,
  kind: z.enum(NOTICE_KINDS),
  subject: z.string(),
  text: z.string(),
  path: z.string().describe('Where in the product it leads.'),
  createdAt: instantSchema,
  readAt: instantSchema.nullable(),
  sent: z.enum(['waiting', 'sent', 'kept', 'failed']).describe('`kept`: in the product alone.'),
  error: z.string().nullable(),
})
export type NoticeView = z.infer<typeof noticeSchema>

export const noticeSettingsSchema = z.object({
  reminders: z
    .array(durationSchema)
    .max(NOTICE_LIMITS.remindersPerPerson)
    .describe('How long before a shift, such as `1d` and `1h`.'),
  byMail: z.boolean().describe('Also by mail, to the first verified address.'),
})
export type NoticeSettingsView = z.infer<typeof noticeSettingsSchema>

export const listNotices = route({
  id: 'listNotices',
  method: 'GET',
  path: '/api/v1/notices',
  tag: 'people',
  summary: 'My notices, newest first',
  access: observer,
  query: z.object({ unread: z.stringbool().default(false), ...pageQuery }),
  response: pageOf(noticeSchema).extend({ unreadCount: z.number().int() }),
  errors: ['invalid-request'],
})

export const readNotice = route({
  id: 'readNotice',
  method: 'POST',
  path: '/api/v1/notices/{notice}/read',
  tag: 'people',
  summary: 'Mark one of my notices as read',
  access: observer,
  params: z.object({ notice: idSchema }),
  response: noticeSchema,
  errors: ['not-found'],
})

export const readAllNotices = route({
  id: 'readAllNotices',
  method: 'POST',
  path: '/api/v1/notices/read',
  tag: 'people',
  summary: 'Mark all my notices as read',
  access: observer,
  response: z.object({ read: z.number().int() }),
  errors: [],
})

const params = z.object({ user: refSchema })

export const getNoticeSettings = route({
  id: 'getNoticeSettings',
  method: 'GET',
  path: '/api/v1/users/{user}/notice-settings',
  tag: 'people',
  summary: 'What a person is told, and how',
  access: own,
  params,
  response: noticeSettingsSchema,
  errors: ['not-found'],
})

export const setNoticeSettings = route({
  id: 'setNoticeSettings',
  method: 'PUT',
  path: '/api/v1/users/{user}/notice-settings',
  tag: 'people',
  summary: 'Choose reminders before shifts, and whether notices go out by mail',
  access: own,
  params,
  body: noticeSettingsSchema,
  response: noticeSettingsSchema,
  errors: ['not-found', 'invalid-request'],
})
