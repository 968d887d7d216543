import { Crs, ImportKindId } from '@yihu/contracts'
import { z } from 'zod'

/** The column of a sheet as it was when it came. */
const SeenColumn = z.object({ header: z.string(), samples: z.array(z.string()) })

/** A row that will not, or did not, come in. */
export const SeenProblem = z.object({ row: z.number(), field: z.string().nullable(), column: z.string(), message: z.string(), value: z.string() })
export type SeenProblem = z.infer<typeof SeenProblem>

/** What reading the whole sheet once showed; kept sealed, for it quotes cells. */
export const Preview = z.object({
  columns: z.array(SeenColumn),
  warnings: z.array(z.string()),
  problems: z.array(SeenProblem),
  problemCount: z.number(),
  /** What an import would do, where the register was asked. */
  expects: z.object({ added: z.number(), changed: z.number(), repeated: z.number() }).nullable().default(null),
})
export type Preview = z.infer<typeof Preview>

export const StoredMapping = z.array(z.object({ index: z.number(), field: z.string().nullable() }))

/** A job as stored; `preview` and `fileKey` are sealed. */
export const Job = z.object({
  id: z.string(),
  path: z.string(),
  createdBy: z.string().nullable(),
  createdName: z.string(),
  createdUnit: z.string().nullable(),
  createdAt: z.date(),
  kind: ImportKindId,
  fileName: z.string(),
  fileKey: z.instanceof(Buffer).nullable(),
  source: z.string(),
  template: z.string(),
  state: z.enum(['preview', 'running', 'done', 'failed']),
  mapping: StoredMapping,
  crs: Crs,
  /** The day whose state the sheet shows. */
  asOf: z.string().nullable(),
  preview: z.instanceof(Buffer),
  rows: z.number(),
  done: z.number(),
  added: z.number(),
  changed: z.number(),
  repeated: z.number(),
  failed: z.number(),
  lastRow: z.number(),
  attempts: z.number(),
  problem: z.string().nullable(),
  finishedAt: z.date().nullable(),
})
export type Job = z.infer<typeof Job>

/** Purposes under which the vault seals. */
export const SEAL = { preview: 'import.preview', row: 'import.row', key: 'import.key' } as const
