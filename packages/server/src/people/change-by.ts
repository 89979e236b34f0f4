// Who changes a person, when, and under which revision.

export type ChangeBy = {
  /** As `formatActor` writes it. */
  readonly actor: string
  readonly revision: number
}
