import type { OnCall } from './schedule.ts'

/** Whether anybody answers: a person, or a policy that finds one. Otherwise it is a gap. */
export function namesSomebody({ userIds, policyIds }: Pick<OnCall, 'userIds' | 'policyIds'>) {
  return userIds.length > 0 || policyIds.length > 0
}
