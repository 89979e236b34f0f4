// A configured installation: documents applied through the API with the administrator's token, and
// the reads that tests look at. People are called by their names; a mail goes to NAME@example.org.

import {
  type AlertGroup,
  addIntegrationKey,
  applyConfiguration,
  type CallOutput,
  type Client,
  createClient,
  getAlertGroup,
  getGroupTimeline,
  listAlertGroups,
  setPassword,
  type TimelineEntry,
} from '@evenwatch/api'
import { expect } from 'vitest'
import type { Document } from './documents.ts'
import { eventually } from './eventually.ts'
import { ADMIN_TOKEN, type Product } from './start-product.ts'

export const PASSWORD = 'correct horse battery'

export type Installation = {
  readonly call: Client
  apply(...documents: Document[]): Promise<CallOutput<typeof applyConfiguration>>
  /** A key of the integration, as its sender would be given it. */
  keyOf(service: string, integration: string): Promise<string>
  allowSignIn(user: string): Promise<void>
  groups(status?: string): Promise<readonly AlertGroup[]>
  group(number: number): Promise<AlertGroup>
  timeline(number: number): Promise<readonly TimelineEntry[]>
  /** The first group whose title contains the words, once it has this status. */
  groupWith(words: string, status: AlertGroup['status']): Promise<AlertGroup>
}

const ANY_STATUS = 'triggered,acknowledged,resolved'

export function openInstallation(product: Product, token = ADMIN_TOKEN): Installation {
  const call = createClient({
    baseUrl: product.url,
    headers: () => ({ authorization: `Bearer ${token}` }),
    fetch: (url, init) => fetch(url, init),
  })
  const groups = async (status = ANY_STATUS) =>
    (await call(listAlertGroups, { query: { status, limit: 200 } })).items
  return {
    call,
    async apply(...documents) {
      const plan = await call(applyConfiguration, {
        body: {
          documents: documents.map((document, index) => ({
            file: 'test',
            line: index + 1,
            document,
          })),
        },
      })
      expect(plan.faults).toEqual([])
      return plan
    },
    async keyOf(service, integration) {
      const view = await call(addIntegrationKey, { params: { service, integration }, body: {} })
      return view.keys.findLast(({ key }) => key !== null)?.key ?? expect.fail('no key is shown')
    },
    async allowSignIn(user) {
      await call(setPassword, { params: { user }, body: { password: PASSWORD } })
    },
    groups,
    group: (number) => call(getAlertGroup, { params: { group: String(number) } }),
    timeline: async (number) =>
      (await call(getGroupTimeline, { params: { group: String(number) }, query: { limit: 200 } }))
        .items,
    groupWith: (words, status) =>
      eventually(
        `a ${status} alert group “${words}”`,
        async () =>
          (await groups()).find((one) => one.title.includes(words) && one.status === status),
        () => ({ output: product.process.output() }),
      ),
  }
}
