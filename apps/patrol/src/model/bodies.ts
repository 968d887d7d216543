/** How a photo of the phone stands in a body until the server has it. */
export const photoMark = (id: string): string => `photo:${id}`

const MARK = /^photo:([0-9a-f-]{36})$/u

/** The local ids of all photos named in a body, wherever they stand. */
export function photosIn(value: unknown): string[] {
  if (typeof value === 'string') return MARK.exec(value)?.slice(1, 2) ?? []
  if (Array.isArray(value)) return value.flatMap((one: unknown) => photosIn(one))
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((one: unknown) => photosIn(one)) : []
}

/** A body with its photos by the server's ids; those that are gone from the phone, or taken out by hand, are left out. */
export function withFileIds<T>(value: T, fileIds: ReadonlyMap<string, string>): T {
  return replaced(value, fileIds) as T // only photo marks change, and only into ids
}

function replaced(value: unknown, fileIds: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown) => {
      const local = typeof one === 'string' ? MARK.exec(one)?.[1] : undefined
      if (local === undefined) return [replaced(one, fileIds)]
      return fileIds.get(local) ?? []
    })
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, fileIds)]))
}

/** A body without any photo. */
export function withoutPhotos<T>(value: T): T {
  return withFileIds(value, new Map())
}
