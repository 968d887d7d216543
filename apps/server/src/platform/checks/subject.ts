import { CHECK_SUBJECTS, Fault } from '@yihu/contracts'
import type { CheckFill } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { pointOf } from '../areas/index.ts'
import type { Ground } from '../cases/index.ts'
import { findParts, placedEntry } from '../pool/index.ts'

/** What was checked: named and placed by its register, a place by what was said. */
export interface PlacedSubject {
  readonly id: string | null
  readonly label: string
  readonly path: string
  readonly areaName: string
  readonly point: { readonly lon: number; readonly lat: number } | undefined
}

interface Asked {
  readonly actor: Actor
  readonly subject: CheckFill['subject']
  readonly ground: Ground
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u

/** Finds what was checked, within the actor's sight. @throws check-subject-unknown, input-invalid */
export async function placeSubject(tx: Tx, context: Context, { actor, subject, ground }: Asked): Promise<PlacedSubject> {
  const point = pointOf(subject)
  if (subject.kind === 'place') return spokenPlace(actor, subject, { ground, point })
  const { id = '', kind } = subject
  const found: Registered | undefined = kind === 'part' ? await partAt(tx, id) : UUID.test(id) ? await placedEntry(tx, context, { register: kind, id }) : undefined
  if (!found) throw new Fault('check-subject-unknown', { details: { kind: CHECK_SUBJECTS[kind] } })
  return { id, label: found.name.slice(0, 120), path: found.areaPath, areaName: ground.place({ areaPath: found.areaPath }).areaName, point: point ?? found.point }
}

interface Registered {
  readonly name: string
  readonly areaPath: string
  readonly point?: { readonly lon: number; readonly lat: number }
}

async function partAt(tx: Tx, code: string): Promise<Registered | undefined> {
  const [part] = await findParts(tx, [code])
  return part && { name: part.name, areaPath: part.path, point: { lon: part.lon, lat: part.lat } }
}

function spokenPlace(actor: Actor, subject: CheckFill['subject'], { ground, point }: { readonly ground: Ground; readonly point: PlacedSubject['point'] }): PlacedSubject {
  if (!subject.areaPath && !point) throw new Fault('input-invalid', { fields: { 'subject.areaPath': '请选择检查的地方，或带上位置' } })
  if (!subject.label && !subject.areaPath) throw new Fault('input-invalid', { fields: { 'subject.label': '请写明检查的是哪里' } })
  const { path, areaName } = ground.place({ areaPath: subject.areaPath, point })
  if (!covers(actor.scope, path)) throw new Fault('input-invalid', { fields: { 'subject.areaPath': '这个位置不在您的管辖范围' } })
  return { id: null, label: subject.label || areaName, path, areaName, point }
}
