/** The part of a catalogue's class that names it. */
interface NamedClass {
  readonly code: string
  readonly name: string
  readonly level: number
  readonly fullName: string
  readonly aliases: readonly string[]
  readonly validTo: string | null
}

/** From the names of 一级、二级、三级分类 to a class code; undefined when they name none, or several. */
export type FindClass = (names: readonly string[]) => string | undefined

/** A whole field such as 城乡建设 says less than the text does. */
const NARROW_LEVEL = 2

/** Looks the deepest name up first; where several classes carry it, the names above must lead to one of them. */
export function classFinder(classes: readonly NamedClass[]): FindClass {
  const byName = new Map<string, NamedClass[]>()
  for (const row of classes) {
    if (row.validTo !== null || row.level < NARROW_LEVEL) continue
    for (const name of new Set([row.name, ...row.aliases].map(plain))) byName.set(name, [...(byName.get(name) ?? []), row])
  }
  return (names) => {
    const given = names.map(plain).filter((name) => name !== '')
    for (let depth = given.length; depth > 0; depth -= 1) {
      const above = given.slice(0, depth - 1)
      const found = byName.get(given[depth - 1] ?? '') ?? []
      const fitting = found.filter(({ fullName }) => above.every((name) => plain(fullName).includes(name)))
      const [only, another] = fitting.length > 0 ? fitting : found
      if (only && !another) return only.code
    }
    return undefined
  }
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/gu, '')
}
