// Whose a connection and its statements are: one running process of the simulated world.

/** Who asks. Statements of one that is not running stay where they are. */
export type Owner = {
  readonly name: string
  isRunning(): boolean
  vanish(): Promise<void>
}
