import { CASE_HAPPENINGS, CASE_MARKS, SOURCES } from '@yihu/contracts'
import type { CaseHappening, CaseMark, Source } from '@yihu/contracts'
import { STATES } from '@yihu/domain'
import type { CaseState } from '@yihu/domain'

/** Something with a name that filters can name too. */
export interface Named {
  /** What the filter keeps: a path, a code, an id. */
  readonly value: string
  readonly name: string
  /** How wide it is: of several that fit a word the widest is meant. */
  readonly rank: number
}

/** The names a text of filters may use. */
export interface Dictionary {
  readonly areas: readonly Named[]
  readonly classes: readonly Named[]
  readonly units: readonly Named[]
  /** Who has cases in hand, and oneself as 我. */
  readonly people: readonly Named[]
}

export type Due = 'overdue' | 'soon' | 'later'
type Sort = 'newest' | 'urgent'

const named = <K extends string>(table: Readonly<Record<K, string>>): Named[] =>
  (Object.entries(table) as [K, string][]).map(([value, name]) => ({ value, name, rank: 0 })) // entries of a literal table

const DUES = { overdue: '超期', soon: '临期', later: '未到期' } as const satisfies Record<Due, string>
const SORTS = { newest: '新登记', urgent: '督办' } as const satisfies Record<Sort, string>

/** What a condition's values are called: those of the house, then those of the street. */
export function valuesOf(key: Key, dictionary: Dictionary): readonly Named[] {
  switch (key) {
    case '状态': return STATE_VALUES
    case '区域': return dictionary.areas
    case '分类': return dictionary.classes
    case '来源': return SOURCE_VALUES
    case '单位': return dictionary.units
    case '经办': return dictionary.people
    case '时限': return DUE_VALUES
    case '情形': return MARK_VALUES
    case '发生': return HAPPENING_VALUES
    case '排序': return SORT_VALUES
    case '自':
    case '至': return []
  }
}

const STATE_VALUES = named<CaseState>(Object.fromEntries(Object.entries(STATES).map(([state, { label }]) => [state, label])) as Record<CaseState, string>) // the same keys
const SOURCE_VALUES = named<Source>(SOURCES)
const DUE_VALUES = named<Due>(DUES)
const MARK_VALUES = named<CaseMark>(CASE_MARKS)
const HAPPENING_VALUES = named<CaseHappening>(CASE_HAPPENINGS)
const SORT_VALUES = named<Sort>(SORTS)

/** Every condition a text may hold, in the order in which it is written, with what it does. */
export const KEYS = {
  区域: '社区、网格、小区', 状态: '办到哪一步，可以写几个，用、隔开', 时限: '超期、临期、未到期', 情形: '在办、督办未回复、呼叫未应答', 分类: '名称或编码',
  来源: '12345、电话、居民小程序…', 单位: '承办单位', 经办: '我，或同事的姓名', 发生: '登记、办结、督办…，配合 自: 至:', 自: '从几时起，如 2026-05-07T08:00', 至: '到几时止（不含）', 排序: '新登记、督办',
} as const
export type Key = keyof typeof KEYS
export const keyNames = Object.keys(KEYS) as Key[] // keys of a literal table

/** Other words for a condition. */
const ALIASES: Readonly<Record<string, Key>> = { 社区: '区域', 网格: '区域', 小区: '区域', 承办: '单位', 部门: '单位', 经办人: '经办', 接办: '经办', 期限: '时限', 从: '自', 起: '自', 到: '至', 止: '至', 排列: '排序' }

/** The condition of a word before a colon; null when there is none. */
export function keyOf(word: string): Key | null {
  if (Object.hasOwn(KEYS, word)) return word as Key // checked on the left
  return ALIASES[word] ?? null
}

/** Words that are a condition by themselves. */
export const BARE: Readonly<Record<string, readonly [key: Key, value: string]>> = {
  超期: ['时限', 'overdue'], 已超期: ['时限', 'overdue'], 临期: ['时限', 'soon'], 未到期: ['时限', 'later'],
  在办: ['情形', 'open'], 督办: ['情形', 'urged'], 督办未回复: ['情形', 'urged'], 未应答: ['情形', 'unanswered'], 呼叫未应答: ['情形', 'unanswered'],
}

/** Which one a word means: by its value or exact name, then by the beginning, then by any part; of several the only widest one. */
export function resolve(word: string, among: readonly Named[]): { readonly one: Named | null; readonly several: readonly Named[] } {
  const exact = among.filter(({ value, name }) => value === word || name === word)
  const begins = exact.length > 0 ? exact : among.filter(({ name }) => name.startsWith(word))
  const found = begins.length > 0 ? begins : among.filter(({ name }) => name.includes(word))
  const widest = Math.min(...found.map(({ rank }) => rank))
  const top = found.filter(({ rank }) => rank === widest)
  const [first] = top
  return first && top.length === 1 ? { one: first, several: [] } : { one: null, several: top }
}
