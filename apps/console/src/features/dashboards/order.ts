/** The list with the item at `from` one place up (-1) or down (1); itself where there is no such place. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[from], list[from + by]]
  if (one === undefined || other === undefined) return list
  return list.map((item, at) => (at === from ? other : at === from + by ? one : item))
}
