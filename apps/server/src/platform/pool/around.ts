import type { PoolTag } from '@yihu/contracts'
import { permissionToRead } from '@yihu/domain'
import type { Judged, Register } from '@yihu/domain'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { allTags } from './repo-tag.ts'

/** What is said to whoever may not. */
const READING = { 'person.read': '查看居民', 'pool.read': '查看房屋、单位和部件' } as const

/** Whether somebody may read a register, or the parts, at all. */
export function mayRead(actor: Pick<Actor, 'permissions'>, register: Judged): boolean {
  return actor.permissions.has(permissionToRead(register))
}

/** @throws permission-missing */
export function needReading(actor: Pick<Actor, 'permissions'>, register: Judged): void {
  if (!mayRead(actor, register)) throw new Fault('permission-missing', { details: { permission: READING[permissionToRead(register)] } })
}

/** Names of areas and tags. */
export interface Words {
  readonly areaName: (path: string) => string
  readonly tagName: (code: string) => string
}

export async function wordsOf(tx: Tx, context: Context): Promise<Words> {
  const tree = await areasOf(context)
  const tags = new Map((await allTags(tx)).map(({ code, name }) => [code, name]))
  return { areaName: (path) => tree.fullNameOf(path), tagName: (code) => tags.get(code) ?? code }
}

/** Codes of the tags of a register that may be given, by code and by name. */
export async function tagsByName(tx: Tx, register: Register): Promise<Map<string, string>> {
  return new Map((await allTags(tx)).filter((tag) => tag.register === register && tag.isActive).flatMap(({ code, name }) => [[code, code], [name, code]] as const))
}

/** @throws pool-tag-unknown: there are no free tags */
export async function checkTags(tx: Tx, register: Register, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const known = new Set((await allTags(tx)).filter((tag: PoolTag) => tag.register === register && tag.isActive).map(({ code }) => code))
  const unknown = tags.find((tag) => !known.has(tag))
  if (unknown !== undefined) throw new Fault('pool-tag-unknown', { details: { tag: unknown } })
}
