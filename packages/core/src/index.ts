// The public face of core: decisions as pure functions, and the vocabulary they share.

export * from './alert/event.ts'
export * from './platform/assert.ts'
export * from './platform/json.ts'
export * from './platform/time.ts'
export * from './schedule/compile-schedule.ts'
export * from './schedule/edit-rotation.ts'
export * from './schedule/final-timeline.ts'
export * from './schedule/gaps-between.ts'
export * from './schedule/layer-timeline.ts'
export * from './schedule/member-in-rotation.ts'
export * from './schedule/next-on-call.ts'
export * from './schedule/on-call-at.ts'
export * from './schedule/override-effects.ts'
export * from './schedule/schedule.ts'
export * from './schedule/schedule-limits.ts'
export * from './schedule/shifts-between.ts'
export * from './schedule/validate-schedule.ts'
export {
  formatWallTime,
  parseClockTime,
  parseWallTime,
  type WallMs,
} from './schedule/wall-time.ts'
export { isTimeZone, type ZoneTable, zoneTable } from './schedule/zone-table.ts'
