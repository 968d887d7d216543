import { z } from 'zod'

/** ISO-8601 instant with zone. */
export const Instant = z.iso.datetime({ offset: true })
export const Day = z.iso.date()
/** A month of Shanghai. */
export const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/u, '月份写成 2026-05 这样')
export const Id = z.uuid()
export const Crs = z.enum(['WGS-84', 'GCJ-02', 'BD-09'])
export const Point = z.object({ lon: z.number(), lat: z.number() })
export const Cursor = z.string().max(400)
/** A path of the area tree: labels with dots between. No hyphens: PostgreSQL 15 knows none in an ltree. */
export const AreaPath = z.string().max(200).regex(/^[A-Za-z0-9_]{1,60}(\.[A-Za-z0-9_]{1,60})*$/u, '区域路径的写法不对')
/** An id that somebody else's system gave: visible characters only. */
export const ForeignId = z.string().refine((id) => id.isWellFormed() && !/\p{C}/u.test(id), '编号里有不可见的字符')
export const Limit = z.coerce.number().int().min(1).max(200).default(50)

/** Who looked at somebody's name and telephone, as they may read it. */
export const Look = z.object({ at: Instant, by: z.string(), purpose: z.string() })

/** Text typed by people: trimmed, control characters and lone surrogates removed, never empty. */
export function text(max: number, name: string) {
  return z
    .string({ error: `请填写${name}` })
    .transform(plain)
    .pipe(z.string().min(1, `请填写${name}`).max(max, `${name}太长，最多 ${max} 个字`))
}

/** The same, but may be left out or empty. */
export function optionalText(max: number, name: string) {
  return z.string().transform(plain).pipe(z.string().max(max, `${name}太长，最多 ${max} 个字`)).optional()
}

function plain(value: string): string {
  // Bidirectional overrides could make a text read differently from what it is.
  return value.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/gu, '').trim()
}

export const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    requestId: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    current: z.unknown().optional(),
  }),
})

export const FileRef = z.object({
  id: Id,
  kind: z.enum(['image', 'document', 'audio']),
  mediaType: z.string(),
  name: z.string(),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** How long a recording plays; of recordings only. */
  seconds: z.number().optional(),
  url: z.string(),
  thumbnailUrl: z.string().nullable(),
})
export type FileRef = z.infer<typeof FileRef>
