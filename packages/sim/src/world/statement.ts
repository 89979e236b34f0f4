// What a node sends to the database, and what comes back.

export type Statement = {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

export type QueryResult = {
  readonly rows: readonly unknown[]
  readonly rowCount: number | null
  readonly command: string
}
