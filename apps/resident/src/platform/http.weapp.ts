import { request as ask, uploadFile } from '@tarojs/taro'
import type { AnswerOf, uploadFile as uploadContract } from '@yihu/contracts'
import { GONE, offline, Problem, refusal } from '../model/problem.ts'
import { photoPreview } from './photo-store'
import { readStore } from './store.ts'

declare const YIHU_API_ORIGIN: string

const REQUEST_MS = 20_000
const UPLOAD_MS = 120_000

type Uploaded = AnswerOf<typeof uploadContract>

/** One exchange with the API as JSON. @throws Problem */
export async function request<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const answer = await ask<T>({
    url: `${YIHU_API_ORIGIN}/api/v1${path}`,
    method,
    data: body,
    header: { 'content-type': 'application/json', ...sessionHeader() },
    timeout: REQUEST_MS,
  }).catch(() => {
    throw offline()
  })
  if (answer.statusCode >= 400) throw refusal(answer.statusCode, answer.data)
  // A Wi-Fi login page answers in the server's place: the request did not arrive.
  if (typeof answer.data === 'string' && answer.statusCode !== 204) throw offline()
  return answer.data
}

/** Sends one kept photo; its key is its path on the device. @throws Problem */
export async function uploadPhoto(key: string, _name: string, query: string): Promise<Uploaded> {
  if ((await photoPreview(key)) === undefined) throw new Problem('refused', GONE)
  const url = `${YIHU_API_ORIGIN}/api/v1/files?${query}`
  const answer = await uploadFile({ url, filePath: key, name: 'file', timeout: UPLOAD_MS }).catch(() => {
    throw offline()
  })
  const body = parse(answer.data)
  if (answer.statusCode >= 400) throw refusal(answer.statusCode, body)
  if (body === undefined) throw offline()
  return body as Uploaded // the server's contract; checked by its own tests
}

/** An address of the server (a thumbnail) as this platform can load it. */
export function assetUrl(path: string): string {
  return path.startsWith('/') ? YIHU_API_ORIGIN + path : path
}

/** A mini-program has no cookies: the token of `session.weapp.ts` goes along. */
function sessionHeader(): { authorization?: string } {
  const kept = readStore('session')
  const token = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>)['token'] : undefined // object checked
  return typeof token === 'string' ? { authorization: `Bearer ${token}` } : {}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
