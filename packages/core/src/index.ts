// The public face of core: decisions as pure functions, and the vocabulary they share.

export * from './alert/event.ts'
export * from './catalog/service.ts'
export * from './paging/policy.ts'
export * from './people/user.ts'
export * from './platform/assert.ts'
export * from './platform/duration.ts'
export * from './platform/json.ts'
export * from './platform/time.ts'
