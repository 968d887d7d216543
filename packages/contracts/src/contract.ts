import type { z } from 'zod'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One HTTP exchange: what routes parse, clients send, forms check and OpenAPI documents. */
export interface Contract<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  readonly method: Method
  /** Below `/api/v1`, with `:name` parameters. */
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly params?: P
  readonly query?: Q
  /**
   * Fields of the query that hold what somebody typed and so may name a person. Whoever fills one asks by `inBody`: an
   * address stays in the history of browsers and the logs of proxies.
   */
  readonly words?: readonly string[]
  /** Fields of the query that are secrets: our own pages ask by `inBody` always; at an address that others build against they are answered too. */
  readonly secrets?: readonly string[]
  readonly body?: B
  readonly answer: A
  readonly status?: 200 | 201 | 202 | 204
  /** A multipart upload, a stream, or a body taken as bytes whatever its type: the handler reads or writes the raw exchange. */
  readonly raw?: 'upload' | 'stream' | 'download' | 'bytes'
}

export type AnyContract = Contract<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

/** Declares a contract and keeps its exact types. */
export function contract<
  A extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(definition: Contract<P, Q, B, A>): Contract<P, Q, B, A> {
  return definition
}

/** The same question with its query as the body; null where the query holds neither words nor secrets. */
export function inBody({ words, secrets, query, ...rest }: AnyContract): AnyContract | null {
  return (words ?? secrets) && query ? { ...rest, method: 'POST', path: `${rest.path}/find`, body: query } : null
}

export type ParamsOf<C> = C extends Contract<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<C> = C extends Contract<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type BodyOf<C> = C extends Contract<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type AnswerOf<C> = C extends Contract<z.ZodType, z.ZodType, z.ZodType, infer A> ? ([z.input<A>] extends [undefined] ? void : z.input<A>) : never
/** What a caller passes: defaults may be left out. */
export type CallOf<C> =
  C extends Contract<infer P, infer Q, infer B, z.ZodType> ? { params: z.input<P>; query: z.input<Q>; body: z.input<B> } : never
