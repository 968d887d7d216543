import { z } from 'zod'
import { DeviceId } from '@yihu/contracts'
import { momentOf } from './moment.ts'
import { namesOf, NOTHING } from './claim.ts'
import type { Claim, IntakeRead } from './claim.ts'

const SECOND_MS = 1000

const Zones = z.array(z.string().max(60)).max(20).default([])
const Tracked = z.object({
  id: z.string().min(1).max(100), camera: z.string().min(1).max(64), label: z.string().max(60), sub_label: z.unknown().optional(),
  frame_time: z.number().optional(), start_time: z.number(), end_time: z.number().nullish(), score: z.number().nullish(), top_score: z.number().nullish(),
  current_zones: Zones, entered_zones: Zones, stationary: z.boolean().default(false), has_snapshot: z.boolean().default(false),
})
const FrigateEvent = z.object({ type: z.enum(['new', 'update', 'end']), after: Tracked })

/** A message of Frigate's `events` topic, as its MQTT sends it or a bridge posts it: the tracked object as it is now. */
export function readFrigate(parsed: unknown): IntakeRead {
  const read = FrigateEvent.safeParse(parsed)
  if (!read.success) return { ...NOTHING, problems: [faultsOf(read.error)] }
  const { type, after } = read.data
  const at = (after.end_time ?? after.frame_time ?? after.start_time) * SECOND_MS
  const devices = namesOf(after.camera, null)
  if (devices.length === 0) return { ...NOTHING, problems: [`camera：${after.camera} 不能作设备编号`] }
  const zones = after.current_zones.length > 0 ? after.current_zones : after.entered_zones
  // Zones lie over each other: what stands in the fire lane stands in the street too.
  const claims = (zones.length > 0 ? zones : [null]).map((zone, index): Claim => ({
    devices, id: [after.id, type, at, ...(index === 0 ? [] : [zone])].join('/'), at, kind: 'object', rawKind: type, label: after.label, zone,
    score: after.top_score ?? after.score ?? null, dwellMs: Math.max(0, at - after.start_time * SECOND_MS), isActive: type !== 'end', channel: null, box: null,
  }))
  return { ...NOTHING, claims, snapshot: after.has_snapshot ? after.id : null }
}

/** Items of one message of the generic form. */
const MOST_ITEMS = 500
const Share = z.number().min(0).max(1)
const Time = z.union([z.number(), z.string().max(40)]).optional()
const Generic = z.object({
  device: DeviceId, id: z.string().min(1).max(100).optional(), at: Time,
  seen: z.object({
    label: z.string().min(1).max(60), kind: z.string().max(40).default('object'), zone: z.string().max(60).nullish(), score: Share.nullish(), dwellMs: z.number().min(0).default(0),
    isActive: z.boolean().default(true), box: z.object({ x: Share, y: Share, width: Share, height: Share }).nullish(),
  }).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  text: z.string().trim().min(1).max(5000).optional(), class: z.string().max(40).optional(), classCode: z.string().max(16).optional(), lon: z.number().optional(), lat: z.number().optional(),
})

/**
 * The documented generic form: `{device, id?, at?, seen? | values? | text?}` or an array of them. `seen` is a claim of a
 * camera, `values` are readings of points, `text` needs attention by itself and becomes a signal (then `id` is needed) unless
 * a scenario listens for its `class`.
 */
export function readGeneric(parsed: unknown): IntakeRead {
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  if (items.length > MOST_ITEMS) return { ...NOTHING, problems: [`一条消息里有 ${items.length} 项，最多 ${MOST_ITEMS} 项，请分开发`] }
  const read = items.map(readItem)
  return {
    ...NOTHING, claims: read.flatMap((one) => one.claims), sayings: read.flatMap((one) => one.sayings), values: read.flatMap((one) => one.values), problems: read.flatMap((one) => one.problems),
  }
}

function readItem(item: unknown): IntakeRead {
  const parsed = Generic.safeParse(item)
  if (!parsed.success) return { ...NOTHING, problems: [faultsOf(parsed.error)] }
  const { device, id, at: said, seen, values, text, ...rest } = parsed.data
  const at = timeOf(said)
  if (at === undefined) return { ...NOTHING, problems: [`at 读不出来：${String(said).slice(0, 40)}`] }
  if (!seen && !values && text === undefined) return { ...NOTHING, problems: ['seen、values、text 至少要有一个'] }
  if (text !== undefined && id === undefined) return { ...NOTHING, problems: ['有 text 时要有 id，重发才不会变成两件事'] }
  return {
    ...NOTHING,
    claims: seen ? [{ ...seen, devices: [device], id: id ?? null, at, rawKind: seen.kind, zone: seen.zone ?? null, score: seen.score ?? null, box: seen.box ?? null, channel: null }] : [],
    values: values ? [{ device, item: { ...(id === undefined ? {} : { id }), ...(at === null ? {} : { ts: at }), values } }] : [],
    sayings: text === undefined || id === undefined ? [] : [{ devices: [device], id, at, text, ...rest }],
  }
}

/** Milliseconds; null: none given; undefined: none that can be read. */
function timeOf(said: z.infer<typeof Time>): number | null | undefined {
  if (said === undefined) return null
  if (typeof said === 'number') return Number.isFinite(said) ? said : undefined
  return momentOf(said) ?? undefined
}

function faultsOf(error: z.ZodError): string {
  return error.issues.slice(0, 3).map(({ path, code }) => `${path.join('.') || '消息'}：${code === 'invalid_type' ? '缺少或类型不对' : '不合要求'}`).join('，')
}
