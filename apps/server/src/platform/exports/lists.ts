import type { CareListQuery, ListedQuery, RegisterQuery, RelationQuery, SheetTemplate, VisitQuery } from '@yihu/contracts'
import { CARE_KINDS, EXPORT_LIMIT } from '@yihu/contracts'
import { fieldsOf, nameOfCode, permissionToRead, REGISTERS, relationKind, SHEET_ROWS, VISIT_SUBJECTS } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { CARE_COLUMNS, careLength, careRows } from '../care/index.ts'
import {
  needReader, PART_COLUMNS, partLength, partRows, registerColumns, registerLength, registerRows, RELATION_COLUMNS, relationLength, relationRows, SENSITIVE_COLUMNS, sensitiveLength, sensitiveRows, sensitiveWords, wordsOf,
} from '../pool/index.ts'
import { CLEAR, LISTING } from './permission.ts'
import type { Permission } from './permission.ts'
import { visitsOf } from './visits.ts'

/** Who takes a list out, and how. */
export interface Taking {
  readonly template: SheetTemplate | null
  readonly isMasked: boolean
  readonly size: number
  readonly by: { readonly userId: string; readonly name: string }
  readonly purpose: string
}

/** Columns and rows of a sheet. */
export interface Content {
  readonly columns: readonly string[]
  readonly pages: AsyncIterable<string[][]>
}

/** One list that may leave the house, as it is narrowed. */
export interface List {
  /** What it is a list of: 居民, 房屋…… */
  readonly name: string
  /** Who cannot list it cannot take it out. */
  readonly listing: Permission
  /** Whoever takes people's data out in clear must be allowed to look at it one by one. */
  readonly clear: Permission
  /** Agreed to by whoever holds this besides approving exports, covered too. */
  readonly approving?: Permission
  words(tx: Tx, context: Context): Promise<string>
  /** Whether it may still be taken out by somebody. @throws Fault */
  check?(tx: Tx, context: Context, userId: string): Promise<void>
  length(tx: Tx, context: Context, asked: { readonly userId: string; readonly most: number }): Promise<number>
  content(tx: Tx, context: Context, taking: Taking): Content
}

/** The list that somebody asks for. */
export function listOf(register: ListedQuery): List {
  switch (register.of) {
    case 'visit': return visits(register)
    case 'part': return parts(register)
    case 'relation': return relations(register)
    case 'care': return cared(register)
    case 'sensitive': return sensitive(register)
    default: return entries(register)
  }
}

const most = EXPORT_LIMIT

/** What it is, and what it is narrowed to. */
function saying(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('；')
}

async function placed(tx: Tx, context: Context, area: string | undefined): Promise<string | undefined> {
  return area && `区域：${(await wordsOf(tx, context)).areaName(area)}`
}

function visits(query: VisitQuery): List {
  return {
    name: SHEET_ROWS.visit, listing: LISTING.visit, clear: CLEAR.person,
    words: async (tx, context) => saying(`${SHEET_ROWS.visit}，近 ${query.days} 天`, await placed(tx, context, query.area), query.kind && `对象：${VISIT_SUBJECTS[query.kind]}`),
    length: (tx, context, { most: up }) => visitsOf(context).length(tx, context, { query, most: up }),
    content: (tx, context, { template, ...taking }) => ({ columns: template?.columns.map(({ header }) => header) ?? [], pages: visitsOf(context).rows(tx, context, { query, columns: template?.columns ?? [], most, ...taking }) }),
  }
}

function parts({ area }: { readonly area?: string | undefined }): List {
  return {
    name: '部件', listing: LISTING['pool.read'], clear: CLEAR.person,
    words: async (tx, context) => saying('部件台账', await placed(tx, context, area)),
    length: (tx, _context, { most: up }) => partLength(tx, area, up),
    content: (tx, context, { size }) => ({ columns: PART_COLUMNS, pages: partRows(tx, context, { area, size, most }) }),
  }
}

function relations(query: RelationQuery): List {
  return {
    name: '关系', listing: LISTING['person.read'], clear: CLEAR.person,
    words: async (tx, context) => saying('关系表', await placed(tx, context, query.area), query.kind && `关系：${relationKind(query.kind).label}`),
    length: (tx, _context, { most: up }) => relationLength(tx, query, up),
    content: (tx, context, taking) => ({ columns: RELATION_COLUMNS, pages: relationRows(tx, context, { query, most, ...taking }) }),
  }
}

function cared(query: CareListQuery): List {
  return {
    name: '看护对象', listing: LISTING.care, clear: CLEAR.care,
    words: async (tx, context) => saying('看护对象表', await placed(tx, context, query.area), query.kind && `类别：${CARE_KINDS[query.kind]}`),
    length: (tx, _context, { most: up }) => careLength(tx, query, up),
    content: (tx, context, taking) => ({ columns: CARE_COLUMNS, pages: careRows(tx, context, { query, most, ...taking }) }),
  }
}

function sensitive({ id }: { readonly id: string }): List {
  return {
    name: '敏感登记', listing: LISTING.sensitive, clear: LISTING.sensitive, approving: CLEAR.sensitive,
    words: async (tx, context) => sensitiveWords(tx, { id, areaName: (await wordsOf(tx, context)).areaName }),
    check: async (tx, context, userId) => { await needReader(tx, context, { id, userId }) },
    length: (tx, context, { userId }) => sensitiveLength(tx, context, { id, userId }),
    content: (tx, context, { isMasked, by, purpose }) => ({ columns: SENSITIVE_COLUMNS, pages: sensitiveRows(tx, context, { id, isMasked, by, purpose }) }),
  }
}

function entries(query: RegisterQuery): List {
  return {
    name: REGISTERS[query.of], listing: LISTING[permissionToRead(query.of)], clear: CLEAR.person,
    words: async (tx, context) => {
      const { tagName, areaName } = await wordsOf(tx, context)
      const { of, area, tag, conflict, uncontacted, ...codes } = query
      const narrowed = Object.entries(codes).flatMap(([field, code]) => {
        const known = fieldsOf(of)[field]
        return known?.table && code !== undefined ? [`${known.label}：${nameOfCode(known.table, code)}`] : []
      })
      return saying(`${REGISTERS[of]}台账`, area && `区域：${areaName(area)}`, tag && `标签：${tagName(tag)}`, ...narrowed, conflict === 'true' && '有冲突的', uncontacted === 'true' && '没有人联系的')
    },
    length: (tx, _context, { most: up }) => registerLength(tx, query, up),
    content: (tx, context, { template, ...taking }) => ({ columns: template ? template.columns.map(({ header }) => header) : registerColumns(query.of), pages: registerRows(tx, context, { query, template, most, ...taking }) }),
  }
}
