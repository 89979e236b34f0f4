// What `npm test -- …` asks for: projects by name, everything else goes to vitest as it stands.

export const UNIT_PROJECTS = ['core', 'server', 'sim'] as const
const E2E_PROJECT = 'e2e'

export type TestPlan = {
  readonly unitProjects: readonly string[]
  readonly endToEnd: boolean
  /** File filters and vitest's own flags. */
  readonly passedOn: readonly string[]
}

/** Without a project's name everything is run. */
export function readArguments(args: readonly string[]): TestPlan {
  const named = (name: string) => args.includes(name)
  const nothingNamed = ![...UNIT_PROJECTS, E2E_PROJECT].some(named)
  return {
    unitProjects: UNIT_PROJECTS.filter((name) => nothingNamed || named(name)),
    endToEnd: nothingNamed || named(E2E_PROJECT),
    passedOn: args.filter((arg) => ![...UNIT_PROJECTS, E2E_PROJECT].some((name) => name === arg)),
  }
}
