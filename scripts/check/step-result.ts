// What a step of `npm run check` found.

export type StepResult = {
  readonly passed: boolean
  /** Shown when the step failed or talks. */
  readonly output: string
  /** Of the tests. */
  readonly closingLine?: string
}
