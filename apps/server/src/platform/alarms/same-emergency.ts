import { haversineMetres } from '@yihu/domain'
import { EMERGENCIES, SCENARIOS } from '@yihu/scenarios'
import type { CaseState } from '@yihu/domain'
import type { Emergency } from '@yihu/scenarios'
import type { Tx } from '../../kernel/db/index.ts'
import { openCasesNear } from '../cases/index.ts'
import { takenAs } from '../signals/index.ts'
import { lockEmergencies } from './repo.ts'
import { alarmsOfCases } from './repo-list.ts'

/** What is told within so long of each other is of one emergency. */
const WITHIN_MS = 15 * 60_000
/** Nobody is at such a case any more, or not before something else comes. */
const LEFT: ReadonlySet<CaseState> = new Set(['replied', 'checking', 'suspended'])
/** A camera sees so far around itself what it says of a fire. */
const METRES = 60
const LOOKED_AT = 50

/** Classes of cases that are of one kind of emergency. */
const CLASSES = new Map(SCENARIOS.flatMap(({ emergency, classCode }) => (emergency ? [[classCode, emergency] as const] : [])))
const SEEING = new Set(SCENARIOS.flatMap(({ id, startedBy: { labels } }) => (labels ? [id] : [])))

/** Something that would become a case of an emergency. */
export interface Call {
  readonly emergency: Emergency
  readonly at: number
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly address: string | null
  /** A camera says so: what it sees lies around it, not behind its own door. */
  readonly isSeen: boolean
  readonly classCode: string | null
  /** When a case of its own would be due. */
  readonly dueAt: Date | null
}

/** The class of cases that cameras call for by themselves. */
export function classOfEmergency(emergency: Emergency): string | undefined {
  return [...CLASSES].find(([, of]) => of === emergency)?.[0]
}

/**
 * The open case of the same kind of emergency at the same place that was made of a device or camera a short while ago, with
 * why it is the same. Two detectors with addresses of their own are two places, however near; a camera is one place with
 * what stands around it. It must be worked on, and none that a device made may have longer than its own would have; of two
 * detectors' it must be of the same class. Whoever asks makes a case in the same transaction or joins one: so the answer
 * stands until it ends, and what two servers are told in the same second is one case.
 */
export async function sameEmergency(tx: Tx, { emergency, at, point, address, isSeen, classCode, dueAt }: Call): Promise<{ caseId: string; says: string } | null> {
  if (!point) return null
  await lockEmergencies(tx, [emergency])
  const near = (await openCasesNear(tx, { ...point, metres: METRES, limit: LOOKED_AT })).filter(({ source, core, due_at: due }) => (
    (source === 'camera' || (source === 'device' && isInTime(due, dueAt))) && core.classCode !== null && CLASSES.get(core.classCode) === emergency && Math.abs(at - core.startedAt) <= WITHIN_MS
    && !LEFT.has(core.state) && core.pending?.kind !== 'void'
  ))
  const seen = await madeBySight(tx, near.map(({ id }) => id))
  for (const { id, source, lon, lat, address: where, core: { startedAt, classCode: other } } of near) {
    if (lon === null || lat === null) continue
    const metres = Math.round(haversineMetres([point.lon, point.lat], [lon, lat]))
    const isCamera = isSeen || source === 'camera' || seen.has(id)
    const isSame = address !== null && address === where && (isCamera || classCode === other)
    if (isSame || (isCamera && metres <= METRES)) return { caseId: id, says: `都是${EMERGENCIES[emergency]}，${isSame ? '同一地址' : `相距 ${metres} 米`}，前后 ${Math.round(Math.abs(at - startedAt) / 60_000)} 分钟，算同一件` }
  }
  return null
}

function isInTime(due: Date | null, wanted: Date | null): boolean {
  return wanted === null || (due !== null && due <= wanted)
}

/** Those of the cases that a camera's alarm made; one that only joined a case makes no camera of the detector before it. */
async function madeBySight(tx: Tx, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const alarms = (await alarmsOfCases(tx, caseIds)).filter(({ scenario }) => SEEING.has(scenario))
  return new Set([...(await takenAs(tx, 'device', alarms.map(({ id }) => signalIdOf(id)))).values()].map(({ caseId }) => caseId))
}

/** The sender's id of the signal that an alarm makes. */
export function signalIdOf(alarmId: string): string {
  return `alarm/${alarmId}`
}
