import { hash } from 'node:crypto'
import { takeIntake as contract } from '@yihu/contracts'
import type { AnswerOf, ParamsOf } from '@yihu/contracts'
import type { Message } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Scope, Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { foldHeard, hasEar, isPictured } from '../alarms/index.ts'
import type { Heard } from '../alarms/index.ts'
import { directoryOf } from '../devices/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { callHelp } from './call-help.ts'
import type { Said } from './call-help.ts'
import { NOTHING } from './camera/claim.ts'
import type { Catalogue, Claim, IntakeRead, Saying, Uplink } from './camera/claim.ts'
import { withoutPictures } from './camera/envelope.ts'
import { readSource } from './camera/read-source.ts'
import { keepSnapshot } from './frigate-snapshot.ts'
import { EMPTY, letterOf, MOST_PAYLOAD } from './parcel.ts'
import type { Parcel, Problem, Sighting } from './parcel.ts'
import { keepPictures, letGo, savePictures } from './pictures.ts'
import { checkTime } from './point-value.ts'
import { readDeviceMessage } from './read-message.ts'
import { keepChannels } from './repo-channel.ts'
import { seenMessage } from './sightings.ts'
import { storeParcels } from './store.ts'
import type { Stored } from './store.ts'
import { pathOf } from './take-http.ts'

type Answer = AnswerOf<typeof contract>

interface IntakeMessage {
  /** `intake/{source}` and, where the address names a device, `/{device}`. */
  readonly topic: string
  readonly payload: Buffer
  readonly path: string
  readonly sender: string
  /** When it arrived. */
  readonly at: number
  readonly now: number
  readonly scope: Scope
}

interface Read {
  readonly parcels: Parcel[]
  readonly sayings: readonly Said[]
  readonly document: string | null
  readonly pictures: IntakeRead['pictures']
  readonly snapshot: string | null
  readonly channels: { readonly catalogue: Catalogue; readonly path: string } | null
}

/** These are calls for help: they become a signal at once, of one device at most one in this while. */
const URGENT: Readonly<Record<string, string>> = { fire: '疑似火情', manual: '人工报警' }
const URGENT_MS = 10 * 60_000

/** Takes a message of a camera or video platform; what is not understood is kept with the reason, never lost. */
export async function takeIntake(context: Context, actor: Actor, { source, device, payload }: ParamsOf<typeof contract> & { device: string | null; payload: Buffer }): Promise<Answer> {
  const now = context.clock.now()
  const topic = `intake/${source}${device === null ? '' : `/${device}`}`
  const read = await readIntake(context, { topic, payload, path: pathOf(actor), sender: actor.name, at: now, now, scope: actor.scope })
  const kept = await keepWith(context, read, { actor, now, ...(await takePictures(context, read)) })
  if (kept.sightings > 0) await fetchPicture(context, read)
  const parked = read.parcels.flatMap(({ letters }) => letters)
  return { ...kept, parked: parked.length, message: parked[0]?.detail ?? wordOf(read) }
}

interface Pictured {
  readonly claim: Sighting | null
  readonly hashes: readonly string[]
}

/** Pictures are kept only of what a scenario that keeps them listens for here, with the first such claim; others are let go. */
async function takePictures(context: Context, { parcels, pictures }: Read): Promise<Pictured> {
  const claim = pictures.length > 0 ? await picturedOf(context, parcels) : null
  return { claim, hashes: claim ? await savePictures(context, pictures) : [] }
}

/** The same of a picture that a message only names, once what it tells is stored. */
export async function fetchPicture(context: Context, { parcels, snapshot }: Pick<Read, 'parcels' | 'snapshot'>): Promise<void> {
  const claim = snapshot === null ? null : await picturedOf(context, parcels)
  if (claim && snapshot !== null) await keepSnapshot(context, { event: snapshot, claim })
}

/** The first claim that a scenario which keeps pictures listens for. */
async function picturedOf(context: Context, parcels: readonly Parcel[]): Promise<Sighting | null> {
  for (const { device, sightings } of parcels) {
    for (const claim of sightings) {
      const message = seenMessage(claim)
      if (device && message && (await isPictured(context, device, message))) return claim
    }
  }
  return null
}

/** Stores what was read with its pictures. The same message again brings the same pictures again: what nothing came of leaves the store. */
async function keepWith(context: Context, read: Read, { actor, now, claim, hashes }: Pictured & { actor: Actor; now: number }): ReturnType<typeof keepIntake> {
  let isKept = false
  try {
    const kept = await context.db.transact(systemScope, async (tx) => {
      const stored = await keepIntake(tx, context, read, { actor, now })
      if (claim && stored.sightings > 0) await keepPictures(tx, { hashes, claim, now })
      return stored
    })
    isKept = kept.sightings > 0
    return kept
  } finally {
    if (!isKept) await letGo(context, hashes)
  }
}

function wordOf({ document, channels }: Pick<Read, 'document' | 'channels'>): string {
  if (channels) return `已收到平台目录：${channels.catalogue.items.length} 路摄像机`
  return document === null ? '已收到' : `已收到（${document}，无需处理）`
}

/** Stores what was read: a catalogue, parcels, words for the scenarios that listen for them, and the others as signals. */
export async function keepIntake(tx: Tx, context: Context, { parcels, sayings, channels }: Pick<Read, 'parcels' | 'sayings' | 'channels'>, { actor, now, arrivedAt = now }: { actor: Actor; now: number; arrivedAt?: number }): Promise<Stored & { readonly heard: number; readonly signals: string[] }> {
  if (channels) await keepChannels(tx, channels.catalogue, { path: channels.path, at: new Date(arrivedAt) })
  const stored = await storeParcels(tx, context, parcels, { arrivedAt })
  const said: Heard[] = []
  const signals: Said[] = []
  for (const one of sayings) {
    const message = wordsOf(one.saying, now)
    if (message && (await hasEar(context, one.device, message))) said.push({ device: one.device, messages: [message] })
    else signals.push(one)
  }
  await foldHeard(tx, context, said)
  return { ...stored, heard: said.length, signals: await callHelp(tx, context, signals, { actor, now }) }
}

/** Words as scenarios hear them; null: they have no class, so nobody listens for them. */
function wordsOf({ id, at, text, class: kind }: Saying, now: number): Message | null {
  return kind === undefined ? null : { kind: 'said', id, at: Math.min(at ?? now, now), class: kind, text }
}

/** Reads a message and looks up its devices: parcels to store and what needs attention by itself. */
export async function readIntake(context: Context, message: IntakeMessage): Promise<Read> {
  const [, source = '', device = null] = message.topic.split('/')
  const known = contract.params?.safeParse({ source })
  const read: IntakeRead = known?.success ? readSource(known.data.source, message.payload, device) : { ...NOTHING, problems: [`没有来源 ${source}`] }
  const names = [...read.claims, ...read.sayings].flatMap(({ devices }) => devices)
  const found = await directoryOf(context).find([...names, ...read.sender, ...read.values.map((one) => one.device), ...read.uplinks.flatMap(({ devices }) => devices)])
  const problems: Problem[] = read.problems.map((detail) => ({ reason: message.payload.length > MOST_PAYLOAD ? 'too-large' : 'camera-unread', detail }))
  const owner = (devices: readonly string[]): KnownDevice | null => {
    const device = devices.map((name) => found.get(name)).find((one) => one !== undefined)
    const problem = problemOf(device, devices, message.scope)
    if (problem) problems.push(problem)
    return problem ? null : (device ?? null)
  }
  const sighted = read.claims.flatMap((claim, index) => {
    const device = owner(claim.devices)
    return device ? [sightingOf(claim, { device, message, index, problems })].filter((one) => one !== null) : []
  })
  const valued = read.values.flatMap(({ device: name, item }) => {
    const device = owner([name])
    return device ? [readDeviceMessage(device, { source: 'intake', topic: `d/${name}/telemetry`, payload: Buffer.from(JSON.stringify(item)), now: message.now, arrivedAt: message.at })] : []
  })
  const lifted = read.uplinks.flatMap((uplink) => {
    const device = owner(uplink.devices)
    return device ? [uplinkOf(uplink, { device, message, problems })].filter((one) => one !== null) : []
  })
  problems.push(...[...valued, ...lifted].flatMap(({ letters }) => letters))
  const said = read.sayings.flatMap((saying) => {
    const device = owner(saying.devices)
    return device ? [{ saying, device }] : []
  })
  // A keep-alive of somebody unknown is no loss: platforms send their own beside those of their cameras.
  const alive = [...said.map(({ device }) => device), ...read.sender.flatMap((name) => found.get(name) ?? []).filter((device) => problemOf(device, [], message.scope) === null)]
  const { path, sender, topic, at } = message
  // A letter is kept longer than a picture may be.
  const letters = problems.length === 0 ? [] : letterOf(problems, { path, source: 'intake', sender, topic, payload: Buffer.from(withoutPictures(message.payload)), at })
  return {
    parcels: [...sighted.map(({ parcel }) => parcel), ...[...valued, ...lifted].map((parcel) => ({ ...parcel, letters: [] })), ...alive.map((one) => ({ ...EMPTY, device: one })), { ...EMPTY, device: null, letters }],
    sayings: [...said, ...sighted.flatMap(({ urgent }) => urgent ?? [])],
    document: read.document,
    pictures: read.pictures,
    snapshot: read.snapshot,
    channels: read.catalogue && { catalogue: read.catalogue, path },
  }
}

function problemOf(device: KnownDevice | undefined, names: readonly string[], scope: Scope): Problem | null {
  const name = names.join(' / ') || '没有写明'
  if (!device) return { reason: 'device-unknown', detail: `没有登记设备 ${name}` }
  if (!covers(scope, device.path)) return { reason: 'out-of-scope', detail: `设备 ${device.id} 不在这个接口密钥的范围里` }
  return device.isStopped ? { reason: 'device-stopped', detail: `设备 ${device.id} 已停用` } : null
}

interface Sighted {
  readonly parcel: Parcel
  readonly urgent: Said | null
}

function sightingOf(claim: Claim, { device, message, index, problems }: { device: KnownDevice; message: IntakeMessage; index: number; problems: Problem[] }): Sighted | null {
  const at = claim.at ?? message.at
  const late = checkTime(at, message.now)
  if (late) {
    problems.push(late)
    return null
  }
  const { devices: _, id, ...rest } = meant(claim, device.names)
  const sighting: Sighting = { ...rest, device: device.no, at, senderId: id ?? `${hash('sm3', message.payload).slice(0, 32)}/${index}` }
  const isMaintained = device.maintenanceUntil !== null && device.maintenanceUntil > message.now
  const words = claim.isActive && !isMaintained ? URGENT[claim.kind] : undefined
  const urgent = words === undefined ? null : {
    device,
    saying: { devices: [device.id], id: `${device.id}/${claim.kind}/${Math.floor(at / URGENT_MS)}`, at, ...(claim.kind === 'fire' ? { emergency: 'fire' as const } : {}), text: `${device.name}${words}（${claim.rawKind}${claim.zone ? `，区域 ${claim.zone}` : ''}），请立即核实。` },
  }
  return { parcel: { ...EMPTY, device, sightings: [sighting] }, urgent }
}

/** An uplink is read by the codec of its device's product; what the network sends once more is the same reading again. */
function uplinkOf({ at: said, bytes }: Uplink, { device, message, problems }: { device: KnownDevice; message: IntakeMessage; problems: Problem[] }): Parcel | null {
  const at = said ?? message.at
  const problem: Problem | null = device.codec === null ? { reason: 'codec-unknown', detail: `设备 ${device.id} 的产品没有写明解码` } : checkTime(at, message.now)
  if (problem) problems.push(problem)
  return problem ? null : readDeviceMessage(device, { source: 'intake', topic: `d/${device.id}/uplink/${device.codec}`, payload: Buffer.from(bytes.toString('hex')), now: message.now, arrivedAt: at })
}

/** A claim in the scenarios' words: what this camera calls things and regions was written down when it was registered. */
function meant(claim: Claim, names: KnownDevice['names']): Claim {
  const { label, kind, rawKind, zone } = claim
  return { ...claim, label: names[label ?? ''] ?? names[rawKind] ?? names[kind] ?? label, zone: names[zone ?? '*'] ?? zone }
}
