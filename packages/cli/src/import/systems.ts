// The systems that `evenwatch import` knows, one line each; `source-system.ts` says how to add one.

import { grafanaOncall } from './grafana-oncall/grafana-oncall-system.ts'
import { linkedinOncall } from './linkedin-oncall/linkedin-oncall-system.ts'
import { opsgenie } from './opsgenie/opsgenie-system.ts'
import { pagerduty } from './pagerduty/pagerduty-system.ts'
import { type ImportableSystem, importable } from './source-system.ts'

export const SYSTEMS: readonly ImportableSystem[] = [
  importable(opsgenie),
  importable(pagerduty),
  importable(grafanaOncall),
  importable(linkedinOncall),
]
