/** The part of autocannon that the benches use; the package has no types of its own. */
declare module 'autocannon' {
  interface Exchange {
    readonly method?: string
    readonly path?: string
    readonly body?: string
    readonly headers?: Readonly<Record<string, string>>
  }
  interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds; or give `amount`. */
    readonly duration?: number
    readonly amount?: number
    readonly headers?: Readonly<Record<string, string>>
    readonly requests?: readonly (Exchange & { readonly setupRequest?: (request: Exchange) => Exchange })[]
    readonly verifyBody?: (body: Buffer) => boolean
  }
  interface Result {
    /** Seconds. */
    readonly duration: number
    readonly '2xx': number
    readonly non2xx: number
    readonly errors: number
    readonly mismatches: number
    readonly requests: { readonly average: number; readonly total: number }
    readonly latency: { readonly p50: number; readonly p97_5: number; readonly p99: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}
