import type { Channels, Codec } from './decode.ts'
import { AM } from './milesight/am.ts'
import { CT } from './milesight/ct.ts'
import { EM } from './milesight/em.ts'
import { GS } from './milesight/gs.ts'
import { TS } from './milesight/ts.ts'
import { UC } from './milesight/uc.ts'
import { VS } from './milesight/vs.ts'
import { WS } from './milesight/ws.ts'
import { WT } from './milesight/wt.ts'

const channelled = (models: Readonly<Record<string, Channels>>): [string, Codec][] =>
  Object.entries(models).map(([model, channels]) => [model, { kind: 'channels', channels }])

/** Decoders by vendor, then by model as the vendor writes it in small letters. */
const CODECS: Readonly<Record<string, ReadonlyMap<string, Codec>>> = {
  milesight: new Map([...[AM, CT, EM, TS, UC, VS, WS, WT].flatMap(channelled), ...Object.entries(GS)]),
}

/** The decoder of a product, or null when there is none. Upper and lower case do not matter. */
export function codecOf(vendor: string, model: string): Codec | null {
  const name = vendor.toLowerCase()
  return (Object.hasOwn(CODECS, name) ? CODECS[name] : undefined)?.get(model.toLowerCase()) ?? null
}
