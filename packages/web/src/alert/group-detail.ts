// One alert group as the server tells it, with all that its page shows.

import type { CallOutput, getAlertGroup } from '@evenwatch/api'

export type GroupDetail = CallOutput<typeof getAlertGroup>
