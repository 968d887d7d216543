import { FACT_SOURCES } from '@yihu/domain'

interface Option {
  readonly value: string
  readonly label: string
}

/** A table of words as options of a select. Codes of figures stand in their order: an object puts «10» before «02». */
export function optionsOf(table: Readonly<Record<string, string>>): Option[] {
  const isFigures = Object.keys(table).every((code) => /^\d+$/u.test(code))
  const options = Object.entries(table).map(([value, label]) => ({ value, label }))
  return isFigures ? options.toSorted((a, b) => Number(a.value) - Number(b.value)) : options
}

/** Where somebody who writes it down by hand has it from. */
export const SOURCE_OPTIONS = optionsOf(FACT_SOURCES).filter(({ value }) => value !== 'demo')
