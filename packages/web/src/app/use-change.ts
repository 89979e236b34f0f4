// A change through the API: busy while it runs, its refusal in words beside the form, and what it made
// old read again. One shape for every form.

import type { Route } from '@evenwatch/api'
import { CallRefused } from '@evenwatch/api'
import { useState } from 'react'
import { explain } from './client.ts'
import { readAgain } from './query.ts'

export type Change = {
  readonly busy: boolean
  readonly fault: string | null
  /** Rules that single fields break, by field. */
  readonly fields: Readonly<Record<string, string>>
  /** Resolves to whether it worked. */
  readonly run: (work: () => Promise<unknown>, old?: readonly Route[]) => Promise<boolean>
}

export function useChange(): Change {
  const [state, setState] = useState<Omit<Change, 'run'>>({ busy: false, fault: null, fields: {} })
  return {
    ...state,
    run: async (work, old = []) => {
      setState({ busy: true, fault: null, fields: {} })
      try {
        await work()
        await readAgain(...old)
        setState({ busy: false, fault: null, fields: {} })
        return true
      } catch (error) {
        const faults = error instanceof CallRefused ? (error.problem.fields ?? []) : []
        const fields = Object.fromEntries(
          faults.map((item) => [item.field.replace(/^body[./]/, ''), item.rule]),
        )
        setState({ busy: false, fault: explain(error), fields })
        return false
      }
    },
  }
}
