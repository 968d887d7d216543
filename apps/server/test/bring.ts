import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { ImportJob } from '@yihu/contracts'
import type { TestApp } from './app.ts'

/** An import, or why it is refused. */
export type AskedImport = ImportJob & { error?: { code: string; message: string; fields?: Record<string, string> } }

interface Bringing {
  readonly as?: string
  /** The day whose state the sheet shows. */
  readonly asOf?: string
}

/** Sheets through the door of imports: `upload` shows one before it begins, `bring` begins as the columns are understood and waits for its end. */
export function sheetsOf(app: () => TestApp) {
  const upload = (kind: string, lines: readonly string[], { as = 'community01' }: Pick<Bringing, 'as'> = {}) =>
    app().upload<AskedImport>({ bytes: Buffer.from(lines.join('\n')), name: '名册.csv', type: 'text/csv' }, { as, url: `imports?kind=${kind}` })
  const bring = async (kind: string, lines: readonly string[], { as = 'community01', asOf = '2026-05-07' }: Bringing = {}): Promise<ImportJob> => {
    const { body } = await upload(kind, lines, { as })
    const begun = await app().request<AskedImport>('POST', `imports/${body.id}/start`, { as, body: { mapping: body.columns.map(({ index, field }) => ({ index, field })), asOf } })
    expect(begun.status, JSON.stringify(begun.body)).toBe(202)
    for (;;) {
      const job = (await app().request<ImportJob>('GET', `imports/${body.id}`, { as })).body
      if (job.state !== 'running') return job
      await wait(20)
    }
  }
  return { upload, bring }
}
