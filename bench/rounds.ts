import autocannon from 'autocannon'

const CONNECTIONS = 32
const SECONDS = 3
const ROUNDS = 5

/** Answers a second, alone and as a share of the bare server's around it. */
export interface Round {
  readonly ratio: number
  readonly rate: number
}

/** Hello, ours, hello, as autocannon asks. @throws Error on a machine too busy for a single round */
export function roundsOf(helloUrl: string, { url, headers }: { url: string; headers: Readonly<Record<string, string>> }): Promise<Round[]> {
  return roundsBeside({ ours: () => rateOf(url, headers), other: () => rateOf(helloUrl, {}) })
}

/**
 * The other, ours, the other: ours is held against the mean of its two neighbours; a round whose neighbours differ by more than
 * a fifth is measured again. @throws Error on a machine too busy for a single round
 */
export async function roundsBeside({ ours, other }: { readonly ours: () => Promise<number>; readonly other: () => Promise<number> }): Promise<Round[]> {
  const rounds: Round[] = []
  for (let tries = 0; rounds.length < ROUNDS && tries < 4 * ROUNDS; tries += 1) {
    const before = await other()
    const rate = await ours()
    const after = await other()
    if (Math.abs(before - after) <= 0.2 * Math.max(before, after)) rounds.push({ ratio: (2 * rate) / (before + after), rate })
  }
  if (rounds.length === 0) throw new Error('the machine is too busy: no round in which both neighbours agreed')
  return rounds
}

/** Answers a second; a refusal is an error. */
export async function rateOf(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, headers })
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return result['2xx'] / result.duration
}
