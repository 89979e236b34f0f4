/** What the benchmark's carrier notes when it is handed a message; `process.hrtime.bigint` time. */
export type Receipt = {
  readonly messageId: string
  readonly userId: string
  readonly groupIds: readonly string[]
  readonly atNs: bigint
}
