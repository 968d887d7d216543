import { Fault, SENSITIVE_KINDS } from '@yihu/contracts'
import type { SensitiveKind } from '@yihu/contracts'
import { localDate, maskName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { sensitiveEntries, sensitiveRegisters } from './repo-sensitive.ts'
import { look, needReader } from './sensitive.ts'

/** The columns of a sheet of a sensitive register: what its readers see of it. */
export const SENSITIVE_COLUMNS = ['姓名', '所在', '情况', '登记人', '登记日期'] as const

const COVERED = '***'

/** What a register is, by which law and what for, in words. @throws not-found */
export async function sensitiveWords(tx: Tx, { areaName, id }: { readonly areaName: (path: string) => string; readonly id: string }): Promise<string> {
  const [register] = await sensitiveRegisters(tx, { id })
  if (!register) throw new Fault('not-found')
  const kind = SENSITIVE_KINDS[register.kind as SensitiveKind] // written by this module alone
  return `敏感登记：${kind}；区域：${areaName(register.area_path)}；法律依据：${register.legal_basis}；建立目的：${register.purpose}`
}

interface Reading {
  readonly id: string
  readonly userId: string
}

/** How many people a register holds, to one of its readers. @throws not-found, sensitive-not-now, sensitive-not-reader */
export async function sensitiveLength(tx: Tx, context: Context, { id, userId }: Reading): Promise<number> {
  await needReader(tx, context, { id, userId })
  return (await sensitiveEntries(tx, id)).length
}

interface Taking {
  readonly id: string
  readonly isMasked: boolean
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** The rows of its sheet: covered too, each is a look at that person. @throws not-found, sensitive-not-now, sensitive-not-reader */
export async function* sensitiveRows(tx: Tx, context: Context, { id, isMasked, by, purpose }: Taking): AsyncGenerator<string[][]> {
  const register = await needReader(tx, context, { id, userId: by.userId })
  const entries = await look(tx, context, { register, action: 'sensitive.export', by: { ...by, username: null }, ip: null, purpose })
  yield entries.map(({ name, areaName, note, createdAt, createdBy }) => [isMasked ? maskName(name) : name, areaName, isMasked ? COVERED : note, createdBy, localDate(Date.parse(createdAt))])
}
