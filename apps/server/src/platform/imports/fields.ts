/** What a column can mean. */
export interface FieldSpec {
  readonly label: string
  /** Names of such a column in the order of preference. */
  readonly names: readonly string[]
  /** How people see it in previews: names keep the first character, numbers their ends. */
  readonly cover?: 'name' | 'number'
}

export type FieldTable = Readonly<Record<string, FieldSpec>>
