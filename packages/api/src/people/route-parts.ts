// What the routes about people share: parameters, passwords, and who may call.

import { z } from 'zod'
import { refSchema } from '../platform/common.ts'

export const PASSWORD_CHARS = { min: 12, max: 256 } as const
export const passwordSchema = z.string().min(PASSWORD_CHARS.min).max(PASSWORD_CHARS.max)

export const userParams = z.object({ user: refSchema.describe('Name, id, or `me`.') })
export const self = { kind: 'self-or', role: 'admin' } as const
export const admin = { kind: 'role', role: 'admin' } as const
export const manager = { kind: 'role', role: 'manager' } as const
export const observer = { kind: 'role', role: 'observer' } as const
