// The parts of settings.

import { Link } from '@tanstack/react-router'
import { paths } from './paths.ts'

export function SettingsTabs() {
  return (
    <nav className="tabs" aria-label="Settings" style={{ marginBottom: 18 }}>
      <Link to={paths.settingsTokens()}>API tokens</Link>
      <Link to={paths.settingsAudit()}>Audit log</Link>
      <Link to={paths.settingsHealth()}>Health of paging</Link>
    </nav>
  )
}
