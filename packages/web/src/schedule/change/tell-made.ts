// Says what was made, with Undo while it shows. An undo that the server refuses is said as well.

import { explain } from '../../app/client.ts'
import { readAgain } from '../../app/query.ts'
import { toast } from '../../ui/toast.tsx'
import { CHANGED, type Made } from './make-change.ts'

export function tellMade(made: Made, onUndone?: () => void) {
  const undo = async () => {
    try {
      await made.undo()
      await readAgain(...CHANGED)
      toast(made.undone)
      onUndone?.()
    } catch (fault) {
      toast(explain(fault), { tone: 'fault' })
    }
  }
  toast(made.words, { undo: () => void undo() })
}
