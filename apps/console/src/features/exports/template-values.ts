import type { SheetTemplate } from '@yihu/contracts'
import type { SheetRowsOf } from '@yihu/domain'

/** A template as it is typed: translations are words with «=» and separators between. */
export interface TypedTemplate {
  readonly name: string
  readonly office: SheetTemplate['office']
  readonly of: SheetRowsOf
  readonly isActive: boolean
  readonly columns: readonly TypedColumn[]
}

interface TypedColumn {
  readonly header: string
  readonly field: string
  readonly codes: 'name' | 'code'
  readonly translate: string
}

/** As the form begins. */
export function typedOf({ name, office, rows, columns, isActive }: SheetTemplate): TypedTemplate {
  return { name, office, of: rows.of, isActive, columns: columns.map(({ translate, ...column }) => ({ ...column, translate: Object.entries(translate).map(([code, word]) => `${code}=${word}`).join('、') })) }
}

/** What is sent; how entries are narrowed stays as it was while the register does. */
export function templateOf({ of, columns, ...typed }: TypedTemplate, before: SheetTemplate | null): SheetTemplate {
  return { ...typed, rows: before?.rows.of === of ? before.rows : of === 'visit' ? { of, days: 31 } : { of }, columns: columns.map(({ translate, ...column }) => ({ ...column, translate: readTranslate(translate) })) }
}

/** «1=男、2=女» by code; what has no «=» is left out. */
export function readTranslate(text: string): Record<string, string> {
  return Object.fromEntries(text.split(/[、，,；;\s]+/u).flatMap((pair) => {
    const [code = '', word = ''] = pair.split(/[=＝]/u)
    return code !== '' && word !== '' ? [[code, word]] : []
  }))
}
