import { ExportQuery, ListedQuery, SheetTemplate } from '@yihu/contracts'
import { z } from 'zod'

const SeenScope = z.object({ paths: z.union([z.literal('*'), z.array(z.string())]), units: z.array(z.string()), userId: z.string().nullable() })

/** What the maker of an export saw when asking. */
export const Sight = z.object({ scope: SeenScope, isAllUnits: z.boolean() })

/** An export as stored; `fileKey` is sealed. */
export const Job = z.object({
  id: z.string(),
  path: z.string(),
  createdBy: z.string(),
  createdName: z.string(),
  createdAt: z.date(),
  query: ExportQuery,
  /** What somebody typed to narrow it, sealed: a name or telephone may stand in it. Null too once nothing is left to be made. */
  words: z.instanceof(Buffer).nullable(),
  /** A register of the pool, parts, or visits; null: cases by `query`. */
  register: ListedQuery.nullable(),
  /** The sheet it fills, as it was when asked for; null: all columns of the register. */
  template: SheetTemplate.nullable(),
  filterText: z.string(),
  /** The number whose list it is, in words; null: none was asked about. */
  figureText: z.string().nullable(),
  sight: Sight,
  format: z.enum(['xlsx', 'csv', 'geojson']),
  isMasked: z.boolean(),
  purpose: z.string(),
  state: z.enum(['waiting', 'declined', 'running', 'done', 'failed', 'expired']),
  rows: z.number(),
  done: z.number(),
  asOf: z.date().nullable(),
  decidedBy: z.string().nullable(),
  decidedName: z.string().nullable(),
  decidedAt: z.date().nullable(),
  decisionNote: z.string().nullable(),
  fileKey: z.instanceof(Buffer).nullable(),
  fileMac: z.instanceof(Buffer).nullable(),
  bytes: z.number().nullable(),
  problem: z.string().nullable(),
  expiresAt: z.date(),
  downloads: z.number(),
  attempts: z.number(),
})
export type Job = z.infer<typeof Job>

const HOUR_MS = 3_600_000

/** How long what may be fetched: covered data a week, people's data a day; a request waits three days. */
export const KEPT_MS = { masked: 7 * 24 * HOUR_MS, plain: 24 * HOUR_MS, waiting: 72 * HOUR_MS } as const

/** Purpose under which the vault seals. */
export const SEAL_KEY = 'export.key'
export const SEAL_WORDS = 'export.words'
