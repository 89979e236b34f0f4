// The public face of core: decisions as pure functions, and the vocabulary they share.

export * from './alert/event.ts'
export * from './platform/assert.ts'
export * from './platform/clock.ts'
export * from './platform/clock-estimate.ts'
export * from './platform/json.ts'
export * from './platform/time.ts'
export * from './platform/uuidv7.ts'
