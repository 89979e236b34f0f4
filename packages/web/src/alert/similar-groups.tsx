// How alerts like this one ended before.

import { Link } from '@tanstack/react-router'
import { paths } from '../app/paths.ts'
import { lengthInWords } from '../ui/format-time.ts'
import { Time } from '../ui/time.tsx'
import type { GroupDetail } from './group-detail.ts'

export function SimilarGroups({ similar }: { readonly similar: GroupDetail['similar'] }) {
  return (
    <section aria-labelledby="similar-heading" className="stack tight">
      <h2 id="similar-heading">Similar before</h2>
      {similar.length === 0 ? (
        <p className="muted">None in the record.</p>
      ) : (
        <ul className="similar">
          {similar.map((group) => (
            <li key={group.id}>
              <Link to={paths.alert(group.number)}>
                {group.number} {group.title}
              </Link>
              <span className="small muted">
                <Time at={group.openedAt} inert />
                {group.resolvedAt
                  ? `, resolved${group.resolvedBy ? ` by ${group.resolvedBy.name}` : ''} after ${lengthInWords(Date.parse(group.resolvedAt) - Date.parse(group.openedAt))}`
                  : ', still open'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
