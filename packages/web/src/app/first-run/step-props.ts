// What each step of the first run is given.

export type StepProps = {
  /** It is done and was read: the next one opens. */
  readonly onDone: () => void
}
