import type { Context } from './context.ts'
import type { Actor } from './http/access.ts'

/** The list behind a figure as rows of a sheet: what its page shows, within the asker's sight. */
export interface ListSheet {
  readonly columns: readonly string[]
  readonly pages: (context: Context, asked: { readonly actor: Actor; readonly area: string; readonly now: number }) => AsyncIterable<readonly (readonly string[])[]>
}

/** So many rows are read at once. */
export const SHEET_PAGE = 200

/** A list that is told page by page, as rows. */
export async function* everyPage<T>(ask: (cursor: string | undefined) => Promise<{ readonly rows: readonly T[]; readonly next: string | null }>, rowOf: (one: T) => readonly string[]): AsyncGenerator<(readonly string[])[]> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { rows, next } = await ask(cursor)
    yield rows.map(rowOf)
    cursor = next
  }
}

/** A list that is told at once, as rows. */
export async function* onePage<T>(rows: Promise<readonly T[]>, rowOf: (one: T) => readonly string[]): AsyncGenerator<(readonly string[])[]> {
  yield (await rows).map(rowOf)
}
