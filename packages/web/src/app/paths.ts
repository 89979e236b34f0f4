// The only place that spells the client's addresses.

export const paths = {
  home: () => '/',
  alerts: () => '/alerts',
  alert: (number: number | string) => `/alerts/${number}`,
  schedules: () => '/schedules',
  schedule: (name: string) => `/schedules/${encodeURIComponent(name)}`,
  scheduleChange: (name: string) => `/schedules/${encodeURIComponent(name)}/change`,
  services: () => '/services',
  service: (name: string) => `/services/${encodeURIComponent(name)}`,
  people: () => '/people',
  person: (name: string) => `/people/${encodeURIComponent(name)}`,
  profile: () => '/profile',
  inbox: () => '/inbox',
  settings: () => '/settings',
  settingsTokens: () => '/settings/tokens',
  settingsAudit: () => '/settings/audit',
  settingsHealth: () => '/settings/health',
  signIn: () => '/sign-in',
  setup: () => '/setup',
  firstRun: () => '/first-run',
} as const
