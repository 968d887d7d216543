import { inBody } from '@yihu/contracts'
import type { AnswerOf, AnyContract, CallOf } from '@yihu/contracts'
import { addressOf } from './address.ts'
import { errorOf, offline } from './api-error.ts'
import { sendFile } from './upload.ts'
import type { Blobish } from './upload.ts'

export interface ClientOptions {
  /** Everything before the contract's path, e.g. `/api/v1`. */
  readonly base: string
  /** Bearer token, read at every call; browsers on the same origin use the cookie instead. */
  readonly token?: () => string | null
  readonly fetch?: typeof fetch
}

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] }
type Loose<T> = { [K in keyof T as object extends T[K] ? K : never]?: T[K] } & { [K in keyof T as object extends T[K] ? never : K]: T[K] }

/** What a call takes: `params`, `query`, `body` as the contract says; parts whose fields are all optional may be left out. */
export type CallInput<C> = Loose<Given<CallOf<C>>> & { readonly signal?: AbortSignal | undefined }

type Rest<C> = object extends CallInput<C> ? [input?: CallInput<C>] : [input: CallInput<C>]

export interface UploadInput<C> {
  readonly file: Blobish
  readonly params?: CallOf<C>['params']
  readonly query?: CallOf<C>['query']
  /** Share of the bytes sent, 0…1. */
  readonly onProgress?: (share: number) => void
  readonly signal?: AbortSignal | undefined
}

export interface Client {
  /** One exchange by its contract. Throws `ApiError`; code `offline` when no answer came. */
  call<C extends AnyContract>(contract: C, ...rest: Rest<C>): Promise<AnswerOf<C>>
  /** Sends one file as multipart field `file`, with progress where the platform can tell it. Throws `ApiError`. */
  upload<C extends AnyContract>(contract: C, input: UploadInput<C>): Promise<AnswerOf<C>>
  /** The address of a download or stream contract, for links and images. */
  address<C extends AnyContract>(contract: C, ...rest: Rest<C>): string
}

interface Parts {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

/** A typed client of the whole wire. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args))
  const address = (contract: AnyContract, parts: Parts = {}) => addressOf(options.base, contract.path, parts)
  return {
    address: (contract, ...rest) => address(contract, rest[0]),
    // The server answers what the contract says; its own tests parse every answer.
    call: async <C extends AnyContract>(contract: C, ...rest: Rest<C>) => {
      const [asked, parts] = asAsked(contract, rest[0] ?? {})
      return (await exchange(send, address(asked, parts), requestOf(asked, parts, options))) as AnswerOf<C>
    },
    upload: async <C extends AnyContract>(contract: C, input: UploadInput<C>) =>
      (await sendFile({ url: address(contract, input), method: contract.method, headers: authorisation(options), fetch: send, ...input })) as AnswerOf<C>, // as above
  }
}

/** A question with words or secrets goes in a body, with all its conditions. */
function asAsked(contract: AnyContract, { query, ...parts }: Parts): [AnyContract, Parts] {
  const filled = Object.fromEntries(Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== ''))
  const asked = [...(contract.words ?? []), ...(contract.secrets ?? [])].some((word) => word in filled) ? inBody(contract) : null
  return asked ? [asked, { ...parts, body: filled }] : [contract, { ...parts, query }]
}

function requestOf(contract: AnyContract, { body, signal }: Parts, options: ClientOptions): RequestInit {
  const hasBody = body !== undefined
  return {
    method: contract.method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}), ...authorisation(options) },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
  }
}

function authorisation({ token }: ClientOptions): Record<string, string> {
  const value = token?.()
  return value ? { authorization: `Bearer ${value}` } : {}
}

async function exchange(send: typeof fetch, url: string, request: RequestInit): Promise<unknown> {
  const [status, text] = await answerOf(send, url, request)
  const body = parse(text)
  if (status >= 400) throw errorOf(status, body)
  if (status === 204 || text === '') return undefined
  if (body === undefined) throw errorOf(status, undefined)
  return body
}

async function answerOf(send: typeof fetch, url: string, request: RequestInit): Promise<[status: number, text: string]> {
  try {
    const response = await send(url, request)
    return [response.status, await response.text()]
  } catch (error) {
    // The caller gave up: that is its own business, not the network's.
    if (request.signal?.aborted) throw error
    throw offline(error)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
