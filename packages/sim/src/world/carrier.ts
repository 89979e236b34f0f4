// Carriers: what stands behind the channels. Each keeps a ledger of what it was handed and what
// reached the person, and can be told to fail, to hang, to lose, to repeat.

import type { ChannelName, Instant } from '@evenwatch/core'
import type { Channel, ChannelOutcome, OutgoingMessage } from '@evenwatch/server'
import type { SimTime } from './sim-time.ts'

export type Behaviour =
  | { readonly kind: 'delivers'; readonly afterMs?: number }
  | { readonly kind: 'fails'; readonly retryable: boolean; readonly retryAfterMs?: number }
  /** Never answers; whether the person got it is another matter. */
  | { readonly kind: 'hangs'; readonly arrives: boolean }
  | { readonly kind: 'breaks'; readonly arrives: boolean }
  /** Says that it was sent, and it never arrives. */
  | { readonly kind: 'loses' }
  /** The person gets it twice from one handing over. */
  | { readonly kind: 'repeats' }

export type Receipt = {
  readonly at: Instant
  readonly channel: ChannelName
  readonly userId: string
  readonly contactMethodId: string
  readonly messageId: string
  readonly groupIds: readonly string[]
  readonly handedOverBy: number
  /** False: dropped by the receiver, who knows the message's id already. */
  readonly isRead: boolean
  /** The carrier's own doing, which no engine can prevent. */
  readonly isCarriersCopy: boolean
}

/** Each time the engine called a channel. */
export type Handing = {
  readonly number: number
  readonly at: Instant
  readonly channel: ChannelName
  readonly message: OutgoingMessage
  readonly behaviour: Behaviour['kind']
}

const DELIVERS: Behaviour = { kind: 'delivers' }

/** As in production: webhooks carry an id, the inbox can be looked up, mail tells nothing. */
const AFTER_DOUBT = { webhook: 'idempotent', inbox: 'lookup', email: 'blind' } as const

export class Carriers {
  readonly receipts: Receipt[] = []
  readonly handings: Handing[] = []
  /** What happens to the next messages to a contact method, in order. */
  readonly #plans = new Map<string, Behaviour[]>()
  readonly #time: SimTime
  #choose: (contactMethodId: string) => Behaviour = () => DELIVERS

  constructor(time: SimTime) {
    this.#time = time
  }

  plan(contactMethodId: string, behaviours: readonly Behaviour[]): void {
    const planned = this.#plans.get(contactMethodId) ?? []
    this.#plans.set(contactMethodId, [...planned, ...behaviours])
  }

  /** What happens where nothing is planned. */
  chooseBy(choose: (contactMethodId: string) => Behaviour): void {
    this.#choose = choose
  }

  channels(): ReadonlyMap<ChannelName, Channel> {
    const names: readonly ChannelName[] = ['email', 'webhook', 'inbox']
    return new Map(names.map((name) => [name, this.#channel(name)]))
  }

  #channel(name: ChannelName): Channel {
    return {
      name,
      afterDoubt: AFTER_DOUBT[name],
      missing: null,
      send: (message, signal) => this.#send(name, message, signal),
      lookup: async (messageId) =>
        this.receipts.some((receipt) => receipt.messageId === messageId) ? 'has-it' : 'has-not',
      close: async () => undefined,
    }
  }

  #send(channel: ChannelName, message: OutgoingMessage, signal: AbortSignal) {
    const methodId = message.to.contactMethodId
    const behaviour = this.#plans.get(methodId)?.shift() ?? this.#choose(methodId)
    const number = this.handings.length
    this.handings.push({ number, at: this.#time.now, channel, message, behaviour: behaviour.kind })
    return this.#behave(channel, message, number, behaviour, signal)
  }

  async #behave(
    channel: ChannelName,
    message: OutgoingMessage,
    number: number,
    behaviour: Behaviour,
    signal: AbortSignal,
  ): Promise<ChannelOutcome> {
    const arrive = (isCarriersCopy = false) =>
      this.#receive(channel, message, number, isCarriersCopy)
    const sent = { kind: 'sent', carrierRef: `ref-${number}`, detail: 'Accepted.' } as const
    switch (behaviour.kind) {
      case 'delivers':
        if (behaviour.afterMs) await this.#pause(behaviour.afterMs)
        // Who gave up waiting is not waited for; the message is on its way all the same.
        arrive()
        return sent
      case 'fails': {
        const retryAfterMs = behaviour.retryAfterMs ?? null
        return { kind: 'failed', detail: 'Refused.', retryable: behaviour.retryable, retryAfterMs }
      }
      case 'hangs':
        if (behaviour.arrives) arrive()
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
        throw new Error('aborted')
      case 'breaks':
        if (behaviour.arrives) arrive()
        throw new Error('the connection broke')
      case 'loses':
        return sent
      case 'repeats':
        arrive()
        arrive(true)
        return sent
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#time.at(this.#time.now + ms, resolve))
  }

  #receive(
    channel: ChannelName,
    message: OutgoingMessage,
    handedOverBy: number,
    isCarriersCopy: boolean,
  ): void {
    const { body } = message
    const known = this.receipts.some((receipt) => receipt.messageId === message.id)
    this.receipts.push({
      at: this.#time.now,
      channel,
      userId: message.to.userId,
      contactMethodId: message.to.contactMethodId,
      messageId: message.id,
      groupIds: body.purpose === 'page' ? body.content.groups.map((group) => group.groupId) : [],
      handedOverBy,
      isRead: !(known && AFTER_DOUBT[channel] === 'idempotent'),
      isCarriersCopy,
    })
  }
}
