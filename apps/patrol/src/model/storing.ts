import type { Photos } from './form.ts'

let storing: Promise<unknown> = Promise.resolve()

/** Something that ends with a photo in a form: what is handed in meanwhile waits for it. */
export function whileStoring(work: Promise<void>): void {
  storing = Promise.allSettled([storing, work])
}

/** Resolves when no photo and no recording is being stored any more. */
export async function allStored(): Promise<void> {
  for (let seen: unknown = null; seen !== storing;) {
    seen = storing
    await seen
  }
}

/** What was waited for is not done in time. */
export class TooLate extends Error {}

/** Waits for something so long and no longer. @throws TooLate */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, giveUp) => { timer = setTimeout(() => giveUp(new TooLate()), ms) })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Puts one more into a field that takes so many, however many were on the way to it; answers whether there was room. */
export function putInto(change: (next: (photos: Photos) => Photos) => void, { id, most }: { readonly id: string; readonly most: number }): boolean {
  let isIn = false
  change((now) => {
    isIn = now.length < most
    return isIn ? [...now, id] : now
  })
  return isIn
}
