// What a message says, whichever channel carries it.

import type { Instant } from '../../platform/time.ts'
import type { PageContent } from '../page-content.ts'

export type MessageBody =
  | { readonly purpose: 'page'; readonly content: PageContent }
  | { readonly purpose: 'verification'; readonly code: string; readonly expiresAt: Instant }
  | { readonly purpose: 'test' }
  | { readonly purpose: 'notice'; readonly subject: string; readonly text: string }
