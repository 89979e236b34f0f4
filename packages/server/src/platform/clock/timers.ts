// Waiting, as an argument: production waits in real time, the simulation in its own.

export type Sleep = {
  /** Resolves when the time is over or `end` was called, whichever comes first. */
  readonly done: Promise<void>
  end(): void
}

export type Timers = {
  /** `purpose` tells one waiting loop from another. */
  sleep(ms: number, purpose: string): Sleep
  /** Aborts after this long. */
  timeoutSignal(ms: number): AbortSignal
}

export const systemTimers: Timers = {
  sleep(ms) {
    let end: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      end = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    return { done, end: () => end() }
  },
  timeoutSignal: (ms) => AbortSignal.timeout(ms),
}
