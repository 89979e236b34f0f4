// What was killed, when, and what was on its way at that instant.

export type KillTarget = 'node' | 'postmaster' | 'both'

export type Kill = {
  readonly target: KillTarget
  /** Before the signal was given, and when the process was known to be gone. */
  readonly from: number
  readonly until: number
}
