import { z } from 'zod'
import { CaseRow, Desk } from './cases.ts'
import { Id, Point, text } from './common.ts'
import { contract } from './contract.ts'
import { MoveForm } from './moves.ts'
import { Source } from './sources.ts'

/** So many cases may be moved by one request: each is a transaction of its own, and a person waits for all of them. */
export const BATCH_LIMIT = 100

const Named = z.object({ id: z.string(), name: z.string() })
const Ids = z.string().max(BATCH_LIMIT * 37).transform((ids) => ids.split(',')).pipe(z.array(Id).min(1).max(BATCH_LIMIT))

export const moveCases = contract({
  method: 'POST', path: '/cases/moves', tag: '案件', summary: '成批操作：每件案件单独成败，逐件回答结果',
  body: z.object({
    moves: z.array(z.intersection(z.object({ id: Id, version: z.number().int().min(1).optional() }), MoveForm))
      .min(1, '请先选择案件').max(BATCH_LIMIT, `一次最多 ${BATCH_LIMIT} 件，请分几次`),
  }),
  answer: z.object({
    results: z.array(z.object({
      id: Id,
      /** What the case is now; null when it is not (any more) in sight. */
      number: z.string().nullable(), state: z.string().nullable(), stateLabel: z.string().nullable(), version: z.number().nullable(),
      /** Null: the move was made. */
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
    })),
  }),
})

export const suggestUnits = contract({
  method: 'GET', path: '/cases/unit-suggestions', tag: '案件', summary: '派遣规则给这些案件各建议哪个单位，为什么',
  query: z.object({ ids: Ids }),
  answer: z.object({ suggestions: z.array(z.object({ id: Id, unit: Named.nullable(), ruleText: z.string(), confidence: z.number() })) }),
})

export const attendCase = contract({
  method: 'POST', path: '/cases/:id/presence', tag: '案件', summary: '我正看着这件案子（约每 20 秒一次）；回答还有谁在看',
  params: z.object({ id: Id }),
  body: z.object({ isLeaving: z.boolean().default(false) }),
  answer: z.object({ people: z.array(Named.extend({ since: z.string() })) }),
})

export const findCaller = contract({
  method: 'POST', path: '/callers', tag: '案件', summary: '来电人以前的诉求：按电话查，姓名遮住，每次查询记入审计',
  body: z.object({ phone: z.string().regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字') }),
  answer: z.object({
    /** As they gave it last, masked. */
    name: z.string().nullable(),
    phone: z.string(),
    total: z.number(),
    /** The latest ten in sight; reports given in confidence are never found by a number. */
    cases: z.array(CaseRow),
  }),
})

const AddressHint = z.object({
  text: z.string(),
  areaName: z.string(),
  path: z.string(),
  point: Point.nullable(),
  /** 1: the words stand there as they were typed. */
  confidence: z.number(),
})
export type AddressHint = z.infer<typeof AddressHint>

export const suggestAddresses = contract({
  method: 'GET', path: '/addresses', tag: '区域', summary: '地址联想：小区、楼号、路名门牌，对照区域树',
  words: ['q'], query: z.object({ q: z.string().min(1).max(200) }),
  answer: z.object({ addresses: z.array(AddressHint) }),
})

const Pace = z.object({ answered: z.number(), waiting: z.number(), medianMinutes: z.number().nullable(), p90Minutes: z.number().nullable() })

export const listPaces = contract({
  method: 'GET', path: '/cases/paces', tag: '案件', summary: '从反映到受理用了多久：近几天的中位数和九成数，按来源',
  query: z.object({ days: z.coerce.number().int().min(1).max(92).default(7) }),
  answer: z.object({ asOf: z.string(), since: z.string(), all: Pace, sources: z.array(Pace.extend({ source: Source })) }),
})

export const promiseCase = contract({
  method: 'GET', path: '/cases/promise', tag: '案件', summary: '现在登记一件这类诉求，最迟什么时候答复：登记来电时读给来电人听',
  query: z.object({ classCode: z.string().max(16).optional() }),
  answer: z.object({ dueAt: z.string().nullable(), limitText: z.string(), warnings: z.array(z.string()) }),
})

/** What a line of a list may show besides mark, number, title and time. */
export const LIST_FIELDS = {
  state: '状态',
  place: '地点',
  unit: '承办单位',
  class: '分类',
  source: '来源',
  flags: '督办与同诉',
  registered: '登记时间',
} as const
export type ListField = keyof typeof LIST_FIELDS

const DeskView = z.object({
  name: text(30, '名称'),
  desk: z.union([Desk, z.literal('all')]),
  /** The list's filters, as they stand in its address; words are left out, a name or telephone may stand in them. */
  search: z.record(z.string().max(20), z.union([z.string().max(200), z.number()])),
})
export type DeskView = z.infer<typeof DeskView>

const DeskSetting = z.object({
  views: z.array(DeskView).max(30, '最多保存 30 个筛选'),
  fields: z.array(z.enum(Object.keys(LIST_FIELDS) as [ListField, ...ListField[]])).max(10), // keys of a literal table
  isCompact: z.boolean(),
})
export type DeskSetting = z.infer<typeof DeskSetting>

const Numbered = DeskSetting.extend({
  /** Counts every change; 0: never changed. */
  revision: z.number().int().min(0),
})

export const showDeskSetting = contract({
  method: 'GET', path: '/me/desk', tag: '我', summary: '我的工作台：保存的筛选、列表显示什么', answer: Numbered,
})

export const saveDeskSetting = contract({
  method: 'PUT', path: '/me/desk', tag: '我', summary: '保存我的工作台；别处刚改过则不覆盖，回答冲突', body: Numbered, answer: Numbered,
})
