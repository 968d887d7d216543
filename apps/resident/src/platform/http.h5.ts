import type { AnswerOf, uploadFile as uploadContract } from '@yihu/contracts'
import { GONE, offline, Problem, refusal } from '../model/problem.ts'
import { photoBytes } from './photo-store'

const REQUEST_MS = 20_000
const UPLOAD_MS = 120_000

type Uploaded = AnswerOf<typeof uploadContract>

/** One exchange with the API as JSON. @throws Problem */
export function request<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  return exchange<T>(path, REQUEST_MS, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
}

/** Sends one kept photo. @throws Problem */
export async function uploadPhoto(key: string, name: string, query: string): Promise<Uploaded> {
  const bytes = await photoBytes(key)
  if (!bytes) throw new Problem('refused', GONE)
  const form = new FormData()
  form.append('file', bytes, name)
  return exchange<Uploaded>(`/files?${query}`, UPLOAD_MS, { method: 'POST', body: form })
}

/** An address of the server (a thumbnail) as this platform can load it. */
export function assetUrl(path: string): string {
  return path
}

async function exchange<T>(path: string, limit: number, init: RequestInit): Promise<T> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), limit)
  try {
    const response = await fetch(`/api/v1${path}`, { ...init, signal: abort.signal, credentials: 'same-origin' })
    const answer: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw refusal(response.status, answer)
    // A Wi-Fi login page answers in the server's place: the request did not arrive.
    if (answer === undefined && response.status !== 204) throw offline()
    return answer as T // the server's contract; checked by its own tests
  } catch (error) {
    throw error instanceof Problem ? error : offline()
  } finally {
    clearTimeout(timer)
  }
}
