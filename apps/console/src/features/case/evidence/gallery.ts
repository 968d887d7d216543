import { createContext, use } from 'react'
import type { CaseDetail, FileRef } from '@yihu/contracts'

/** A picture with the moment of the case it belongs to. */
export interface Shot extends FileRef {
  readonly at: string
  /** What happened then: 「居民报事登记」「回复」. */
  readonly moment: string
}

/** All pictures of a case, in the order they came. */
export function shotsOf({ timeline }: Pick<CaseDetail, 'timeline'>): Shot[] {
  return timeline
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(a.id) - Number(b.id))
    .flatMap(({ at, title, files }) => files.filter(({ kind }) => kind === 'image').map((file) => ({ ...file, at, moment: title })))
}

/** The picture that shows how it was, for a comparison with a later one: the first that was there before it. */
export function beforeOf(shots: readonly Shot[], id: string): Shot | null {
  const index = shots.findIndex((shot) => shot.id === id)
  const shot = shots[index]
  if (!shot) return null
  return shots.find((other) => other.at < shot.at) ?? null
}

/** Opens the viewer at a picture. */
export const OpenShot = createContext<(id: string) => void>(() => {})

/** How a thumbnail opens the viewer. */
export function useOpenShot(): (id: string) => void {
  return use(OpenShot)
}
