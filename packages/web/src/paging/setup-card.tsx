// What is not proven yet. It stays on Home until everything is.

import { Link } from '@tanstack/react-router'
import { useSetupProgress } from '../app/first-run/progress.ts'
import { paths } from '../app/paths.ts'
import { Glyph, Shape } from '../ui/glyphs.tsx'

export function SetupCard() {
  const progress = useSetupProgress()
  if (!progress) return null
  const missing = progress.filter((step) => !step.done)
  if (missing.length === 0) return null
  return (
    <section className="card" aria-labelledby="setup-heading">
      <div className="card-head">
        <h2 id="setup-heading">Still to prove</h2>
        <span className="muted">
          {progress.length - missing.length} of {progress.length}
        </span>
      </div>
      <ul className="card-body stack tight">
        {missing.map((step) => (
          <li key={step.id} className="row">
            <span className="faint">
              <Shape name="ring" size={12} />
            </span>
            <Link to={paths.firstRun()} hash={step.id}>
              {step.title}
            </Link>
            <span className="small muted cut">{step.missing}</span>
          </li>
        ))}
      </ul>
      <span className="hidden-visually">
        <Glyph name="check" /> Done steps are not listed.
      </span>
    </section>
  )
}
