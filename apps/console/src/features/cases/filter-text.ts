import type { InboxSearch } from './inbox-search.ts'
import { readInboxSearch } from './inbox-search.ts'
import { BARE, KEYS, keyNames, keyOf, resolve, valuesOf } from './filter-words.ts'
import type { Dictionary, Key, Named } from './filter-words.ts'

/** The filters that a text can say; the point to be near to and the open case are set elsewhere. */
export type TextSearch = Omit<InboxSearch, 'at' | 'case'>

/** What a text of filters says, and what of it nobody understood. */
export interface ReadText {
  readonly search: TextSearch
  readonly problems: readonly string[]
}

/** A piece of the text: its bare words, whether they stood in quotes, and where. */
interface Token {
  readonly key: string | null
  readonly word: string
  readonly isQuoted: boolean
}

const QUOTES = '"“”「」'
const TOKEN = /([\p{L}\p{N}]{1,8})[:：](?=\s|$)|(?:([\p{L}\p{N}]{1,8})[:：])?(?:["“”「]([^"“”」]*)["“”」]|([^\s"“”「」]+))/gu

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([, empty, key, quoted, plain]) => ({ key: key ?? empty ?? null, word: quoted ?? plain ?? '', isQuoted: quoted !== undefined }))
}

/** Which field of the filters each condition fills. */
const FIELD = {
  区域: 'area', 状态: 'state', 时限: 'due', 情形: 'mark', 分类: 'classCode', 来源: 'source', 单位: 'unit', 经办: 'person', 发生: 'happened', 自: 'since', 至: 'until', 排序: 'sort',
} as const satisfies Record<Key, keyof TextSearch>

/** Reads `状态:处置中 区域:桑家 超期 垃圾`; what is no condition is searched for as words. */
export function readFilterText(text: string, dictionary: Dictionary): ReadText {
  const found: Partial<Record<(typeof FIELD)[Key], string>> = {}
  const words: string[] = []
  const problems: string[] = []
  const put = (key: Key, value: string) => {
    const field = FIELD[key]
    if (found[field] !== undefined && found[field] !== value) problems.push(`“${key}”写了两次，用后一个`)
    found[field] = value
  }
  for (const { key, word, isQuoted } of tokensOf(text)) {
    const known = key === null ? null : keyOf(key)
    const bare = key === null && !isQuoted ? BARE[word] : undefined
    if (known) {
      const read = readValue(known, word, dictionary)
      if ('value' in read) put(known, read.value)
      else problems.push(read.problem)
    } else if (bare) put(bare[0], bare[1])
    else if (key !== null && isCondition(key)) problems.push(`不认识“${key}:”这个条件。可以用：${keyNames.join('、')}；要当文字找，请加引号`)
    else words.push(key === null ? word : `${key}:${word}`)
  }
  const q = words.filter((word) => word !== '').join(' ')
  return { search: readInboxSearch({ ...found, ...(q === '' ? {} : { q }) }), problems }
}

/** `8:30` and `http://` are no conditions; Chinese before a colon was meant as one. */
function isCondition(key: string): boolean {
  return /^\p{Script=Han}{1,4}$/u.test(key)
}

type ReadValue = { readonly value: string } | { readonly problem: string }

function readValue(key: Key, word: string, dictionary: Dictionary): ReadValue {
  if (word === '') return { problem: `“${key}:”后面还没有写内容（${KEYS[key]}）` }
  if (key === '自' || key === '至') return readMinute(key, word)
  const parts = key === '状态' ? word.split(/[、,，]/u).filter(Boolean) : [word]
  const values: string[] = []
  for (const part of parts) {
    const { one, several } = resolve(part, valuesOf(key, dictionary))
    if (!one) return { problem: several.length > 0 ? `“${part}”可能是${several.slice(0, 4).map((other) => nameApart(other, several)).join('、')}${several.length > 4 ? '等' : ''}，请写全` : `没有叫“${part}”的${key}` }
    if (!values.includes(one.value)) values.push(one.value)
  }
  return values.length > 0 ? { value: values.join(',') } : { problem: `“${key}:”后面还没有写内容（${KEYS[key]}）` }
}

/** Several of one name are told apart by their code. */
function nameApart({ name, value }: Named, among: readonly Named[]): string {
  return among.filter((other) => other.name === name).length > 1 ? `${name}（${value}）` : name
}

/** `2026-05-07`, `2026-05-07T08:30` or `2026-05-07 08:30` in quotes, Beijing time. */
function readMinute(key: Key, word: string): ReadValue {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/u.exec(word)
  const minute = match ? `${match[1]}T${match[2] ?? '00:00'}` : ''
  const isMinute = match !== null && !Number.isNaN(Date.parse(`${minute}:00Z`)) && new Date(`${minute}:00Z`).toISOString().startsWith(minute)
  return isMinute ? { value: minute } : { problem: `“${key}:${word}”不是一个时间，请写成 2026-05-07 或 2026-05-07T08:30` }
}

/** The same filters as a text; reading it gives them again. */
export function writeFilterText(search: TextSearch, dictionary: Dictionary): string {
  const conditions = keyNames.flatMap((key) => {
    const value = search[FIELD[key]]
    return value === undefined || (key === '排序' && value === 'distance') ? [] : [conditionText(key, value, dictionary)]
  })
  return [...conditions, ...(search.q === undefined ? [] : [wordsText(search.q)])].join(' ')
}

function conditionText(key: Key, value: string, dictionary: Dictionary): string {
  const bare = Object.entries(BARE).find(([, [bareKey, bareValue]]) => bareKey === key && bareValue === value && key === '时限')
  if (bare) return bare[0]
  if (key === '自' || key === '至') return `${key}:${value.endsWith('T00:00') ? value.slice(0, 10) : value}`
  const among = valuesOf(key, dictionary)
  const parts = key === '状态' ? value.split(',') : [value]
  return `${key}:${quoted(parts.map((part) => nameFor(part, among)).join('、'))}`
}

/** The name, where it means this one and no other; else the value itself. */
function nameFor(value: string, among: readonly Named[]): string {
  const name = among.find((one) => one.value === value)?.name
  return name !== undefined && !/[、,，"“”「」]/u.test(name) && resolve(name, among).one?.value === value ? name : value
}

function quoted(text: string): string {
  return /\s/u.test(text) ? `"${text}"` : text
}

/** Words that would be read as a condition stand in quotes. */
function wordsText(q: string): string {
  const isPlain = tokensOf(q).every(({ key, word, isQuoted }) => !isQuoted && (key === null ? BARE[word] === undefined : !isCondition(key) && keyOf(key) === null))
  return isPlain || [...QUOTES].some((mark) => q.includes(mark)) ? q : `"${q}"`
}
