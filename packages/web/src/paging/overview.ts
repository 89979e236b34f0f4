// Who is on call, in all teams and oneself: the one answer that the cards of home share.

import type { CallOutput, getOnCallOverview } from '@evenwatch/api'

export type Overview = CallOutput<typeof getOnCallOverview>
