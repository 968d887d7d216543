import { z } from 'zod'

/** A message for people outside the system. */
export interface Message {
  /** The same key is the same message. */
  readonly key: string
  readonly title: string
  readonly text: string
}

/** How sending ended. `unsure`: nobody knows whether it arrived; `refused`: trying again is useless. */
export type Sent = { readonly kind: 'sent' } | { readonly kind: 'later' | 'unsure' | 'refused'; readonly reason: string }

/** A way out of the house. */
export interface Channel {
  /** What the far side takes. */
  readonly perMinute: number
  /** Sends once, within seconds; never throws. */
  send(message: Message): Promise<Sent>
}

/** A text message for one telephone: who runs the gateway keeps an approved template for each kind, with these parameters. */
export interface PhoneText {
  readonly phone: string
  readonly kind: 'login' | 'helper' | 'unit'
  readonly params: Readonly<Record<string, string>>
}

/** A way to telephones. */
export interface TextSender {
  /** Sends once, within seconds; never throws. */
  send(text: PhoneText): Promise<Sent>
}

/** One configured way out: `setting` `notices.channels`, a list of these. */
export const ChannelSetting = z.discriminatedUnion('type', [
  z.object({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/u),
    type: z.literal('wecom'),
    /** Webhook of the group robot; it holds the robot's key. */
    url: z.url(),
    /** Further hosts than WeCom's own, e.g. a relay of the government network; `http://host:port` allows plain HTTP. */
    allowedOrigins: z.array(z.url()).default([]),
    /** Kinds of notices that go out here; `case.*` means all that begin so. */
    kinds: z.array(z.string()).default(['case.card']),
  }),
  z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/u), type: z.literal('log'), kinds: z.array(z.string()).default(['*']) }),
])
export type ChannelSetting = z.infer<typeof ChannelSetting>

/** Whether a kind of notice goes out by these patterns. */
export function isWanted(kind: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? kind.startsWith(pattern.slice(0, -1)) : kind === pattern))
}
