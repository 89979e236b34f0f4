// An installation that uses whatever documents can say, for tests of writing and reading them back.

export const RICH_INSTALLATION = `
apiVersion: evenwatch/v1
kind: User
metadata: { name: ana, displayName: Ana Soto }
spec:
  email: ana@example.org
  timeZone: Europe/Vienna
  role: manager
  workingHours: { days: [mon, tue, wed, thu], from: "07:30", until: "16:30" }
  sleepHours: { from: "21:00", until: "05:30" }
  holidays: { country: AT }
  contactMethods:
    - { name: mail, type: email, address: ana@example.org }
    - { name: hook, type: webhook, url: "http://127.0.0.1:9000/ana", secret: whsec_0123456789abcdef0123456789abcdef }
    - { name: page, type: inbox }
  notificationRules:
    high: [ { after: 0m, via: hook }, { after: 90s, via: mail }, { after: 1h30m, via: page } ]
    low: [ { after: 0m, via: page } ]
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: ben, displayName: Ben Okafor }
spec:
  email: ben@example.org
  timeZone: America/New_York
  holidays: { country: US, region: AL }
  contactMethods: [ { name: mail, type: email, address: ben@example.org } ]
  notificationRules: { high: [ { after: 0m, via: mail } ], low: [] }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: chen, displayName: Chen Wei }
spec:
  email: chen@example.org
  timeZone: Asia/Kathmandu
  contactMethods: [ { name: mail, type: email, address: chen@example.org } ]
  notificationRules: { high: [ { after: 0m, via: mail } ], low: [ { after: 10m, via: mail } ] }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: dia }
spec: { email: dia@example.org, role: observer }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: payments, displayName: Payments, labels: { floor: "3" } }
spec:
  leads: [ana]
  members: [chen, ben]
  limits: { restHours: 14, weeksInARowMax: 3 }
---
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: round-the-clock, displayName: Round the clock, labels: { tier: "1" } }
spec:
  team: payments
  timeZone: Europe/Vienna
  areas: [database, ledger]
  stages:
    - { name: steady, from: null }
    - { name: launch, from: "2026-03-02T12:00:00Z" }
    - { name: steady, from: "2026-04-01T00:00:00+02:00" }
  layers:
    - name: weekly
      priority: 1
      stages: [steady]
      versions:
        - effectiveFrom: null
          startsWith: 1
          firstHandoff: "2025-11-03T09:00"
          turn: { length: 1, unit: week, count: elapsed }
          members: [ana, ben, chen]
        - effectiveFrom: "2026-01-05T08:00:00Z"
          startsWith: 2
          firstHandoff: "2026-01-05T09:00"
          turn: { length: 2, unit: day, count: worked, shiftsPerMember: 2 }
          members: [ana, [ben, chen], { team: payments }, null, { policy: everyone }, ana]
          hours:
            - { days: [mon, tue, wed, thu, fri], from: "09:00", until: "17:00" }
            - { days: [sat, sun], from: "22:00", until: "06:00" }
            - { days: [sun], from: "10:00", until: "10:00" }
        - effectiveFrom: "2026-06-01T00:00:00Z"
          startsWith: 0
          firstHandoff: "2026-05-31T18:00:30"
          until: "2027-01-01T00:00"
          turn: { length: 12, unit: hour }
          members: [chen, ben]
    - name: launch
      stages: [launch]
      firstHandoff: "2026-03-02T09:00"
      turn: { length: 1, unit: month }
      members: [ben, ana]
    - name: beside
      role: secondary
      timeZone: Pacific/Chatham
      firstHandoff: "2026-01-31T02:45"
      turn: { rrule: "FREQ=MONTHLY;BYDAY=1MO,-1SU", duration: 1d12h, count: elapsed, shiftsPerMember: 2 }
      members: [chen, ana]
    - name: learning
      role: shadow
      priority: 7
      firstHandoff: "2026-01-05T09:00"
      until: "2026-12-31T09:00"
      turn: { rrule: "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE", duration: 8h }
      members: [dia]
    - name: lead
      role: manager
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [ana]
---
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: everyone }
spec:
  whenNobody: none
  steps: [ { after: 0m, notify: [ { team: payments } ] } ]
---
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: payments, labels: { tier: "1" } }
spec:
  team: payments
  delaysFrom: alertStart
  repeat: { times: 2, after: 10m }
  whenNobody: hold
  steps:
    - { after: 0m, notify: [ { schedule: round-the-clock } ] }
    - { after: 5m, notify: [ { schedule: round-the-clock, role: secondary }, { user: ben } ], mode: roundRobin }
    - { after: 10m, notify: [ { schedule: round-the-clock, role: manager } ], when: unresolved, if: 'severity == "critical"' }
    - { after: 20m, notify: [ { policy: everyone } ] }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: payments-db }
spec: { team: payments, escalationPolicy: everyone }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: checkout-api, displayName: Checkout, labels: { tier: "1" } }
spec:
  team: payments
  escalationPolicy:
    - { if: 'severity == "critical"', policy: payments }
    - { policy: everyone }
  dependsOn: [payments-db]
  runbook: https://example.org/runbooks/checkout
  grouping: { by: [alertname, region], window: 7m }
  urgency: { warning: high, unknown: low }
  acknowledgementLapses: 45m
  repage: always
  autoResolve: 1d
  integrations:
    - { name: prometheus, type: alertmanager, key: 0123456789abcdefghijklmnopqrstuv }
    - { name: old-pager, type: pagerduty, key: abcdef0123456789abcdef0123456789 }
    - { name: events, type: events }
`
