// One numbered step of the page.

import type { ReactNode } from 'react'

export function Step(props: {
  readonly number: number
  readonly title: string
  readonly children: ReactNode
}) {
  const id = `step-${props.number}`
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>
          <span className="step-number" aria-hidden="true">
            {props.number}
          </span>{' '}
          {props.title}
        </h2>
      </div>
      <div className="card-body stack">{props.children}</div>
    </section>
  )
}
