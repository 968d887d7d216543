import type { AreaRow } from '@yihu/contracts'

export interface AreaOption {
  readonly value: string
  readonly label: string
  readonly code: string
  readonly isLeaf: boolean
  children?: AreaOption[]
}

type Known = Pick<AreaRow, 'code' | 'parent' | 'path' | 'name' | 'children'>

/** Fetched areas as cascader options by path; an area whose parent was not fetched stands at the top. */
export function areaOptions(areas: readonly Known[]): AreaOption[] {
  const options = new Map(areas.map(({ code, path, name, children }): [string, AreaOption] => [code, { value: path, label: name, code, isLeaf: children === 0 }]))
  const tops: AreaOption[] = []
  const placed = new Set<string>()
  for (const { code, parent } of areas) {
    const option = options.get(code)
    if (!option || placed.has(code)) continue
    placed.add(code)
    const above = parent === null ? undefined : options.get(parent)
    if (above) (above.children ??= []).push(option)
    else tops.push(option)
  }
  return tops
}

/** The paths from the top to an area, as far as they were fetched; the area itself in any case. */
export function chainOf(path: string, areas: readonly Pick<AreaRow, 'path'>[]): string[] {
  const above = areas.map((area) => area.path).filter((one) => path.startsWith(`${one}.`))
  return [...new Set([...above.toSorted((a, b) => a.length - b.length), path])]
}
