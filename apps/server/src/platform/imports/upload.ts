import { GEOJSON_KINDS } from '@yihu/contracts'
import type { ImportKindId } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import type { Mover } from '../cases/index.ts'
import { SEAL } from './job.ts'
import { dropFile, keepFile } from './kept-file.ts'
import { kindOf } from './kinds.ts'
import { guessMapping, scoreHeader } from './mapping.ts'
import { lookThrough } from './preview.ts'
import { insertJob } from './repo.ts'
import { readSheet } from './sheet/read-sheet.ts'

interface UploadInput {
  readonly kind: ImportKindId
  readonly bytes: Buffer
  readonly fileName: string
  /** The area the import belongs to: who is responsible for it sees it. */
  readonly path: string
  readonly by: Mover
  /** Where the rows come from; left out, the hotline for 12345 sheets and `import` for others. */
  readonly source?: string | undefined
  /** Lines of JSON too: command line only. */
  readonly allowsJsonl?: boolean
}

/**
 * Looks a sheet through from end to end and keeps it, sealed, until it is started.
 * @returns the job's id
 * @throws import-unreadable, import-too-large
 */
export async function uploadSheet(context: Context, input: UploadInput): Promise<string> {
  const { bytes, fileName, by, path } = input
  const kind = kindOf(context, input.kind)
  const sheet = await readSheet(bytes, { fileName, score: scoreHeader(kind.fields), allowsJsonl: input.allowsJsonl ?? false, allowsGeojson: GEOJSON_KINDS.has(input.kind) })
  const origin = kind.originOf(sheet.header)
  const source = input.source ?? origin.source
  const mapping = guessMapping(kind.fields, sheet.header)
  const takenAt = context.clock.now()
  const desk = await kind.open(context, { header: sheet.header, mapping, crs: 'WGS-84', source, file: null, by, path, asOf: null, takenAt })
  const { rows, preview } = await lookThrough(sheet, { context, kind, mapping, desk })
  const wide = preview.columns.map((_, index) => mapping[index] ?? { index, field: null })
  const id = newId(takenAt)
  const key = await keepFile(context, id, bytes)
  try {
    await context.db.transact(systemScope, (tx) =>
      insertJob(tx, {
        id, path, createdBy: by.id, createdName: by.name, createdUnit: by.unitId, createdAt: new Date(takenAt), kind: input.kind, fileName, source, template: origin.template, state: 'preview',
        fileKey: context.vault.seal(SEAL.key, key), mapping: wide, rows, preview: context.vault.seal(SEAL.preview, JSON.stringify(preview)),
      }),
    )
  } catch (error) {
    await dropFile(context, id)
    throw error
  }
  return id
}
