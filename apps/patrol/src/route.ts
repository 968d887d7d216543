import { useSyncExternalStore } from 'react'

/** Where in the app somebody is: `#/case/ID?move=reply`. */
export interface Route {
  readonly page: string
  readonly id: string
  readonly query: URLSearchParams
}

function subscribe(heard: () => void): () => void {
  addEventListener('hashchange', heard)
  return () => removeEventListener('hashchange', heard)
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  const [path = '', query = ''] = hash.replace(/^#\/?/u, '').split('?')
  const [page = '', id = ''] = path.split('/')
  return { page: page || 'today', id: decodeURIComponent(id), query: new URLSearchParams(query) }
}

export function go(path: string): void {
  location.hash = `/${path}`
  scrollTo(0, 0)
}

/** One step back, or to a page of the tabs when there is none. */
export function back(otherwise: string): void {
  if (history.length > 1) history.back()
  else go(otherwise)
}
