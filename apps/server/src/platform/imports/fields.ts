import type { CodeTable } from '@yihu/domain'

/** What a column can mean. */
export interface FieldSpec {
  readonly label: string
  /** Its cells hold one of these, as code or as name. */
  readonly codes?: CodeTable
  /** Names of such a column in the order of preference. */
  readonly names: readonly string[]
  /** How people see it in previews: names keep the first character, numbers their ends. */
  readonly cover?: 'name' | 'number'
}

export type FieldTable = Readonly<Record<string, FieldSpec>>
