/** How many labels the path of an area has, by level: `d370305.s002.c01.g001.e01.b012` is a building. */
export const DEPTHS = { district: 1, street: 2, community: 3, grid: 4, estate: 5, building: 6 } as const

/** The place of a level that a path lies in; of what lies above that level the path itself. */
export function ancestorAt(path: string, level: keyof typeof DEPTHS): string {
  return path.split('.').slice(0, DEPTHS[level]).join('.')
}
