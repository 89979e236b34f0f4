import type { Schedule } from './schedule.ts'
export type SchedulePlan = { readonly schedule: Schedule }
