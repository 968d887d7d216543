/* The block function of SHA-256 (FIPS 180-4) for short texts: mini-programs have no digest of their own. */
const PRIMES = firstPrimes(64)
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)))
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

/** The first 32 bits behind the point. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 4_294_967_296) | 0
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))
/** Places are within bounds by construction. */
const at = (words: ArrayLike<number>, place: number): number => words[place] ?? 0

/** The first 32 bits of the SHA-256 of an ASCII text of less than 2¹⁶ characters. */
export function sha256Head(text: string): number {
  const blocks = ((text.length + 8) >>> 6) + 1
  const input = new Int32Array(blocks * 16)
  for (let place = 0; place < text.length; place += 1) input[place >> 2] = at(input, place >> 2) | (text.charCodeAt(place) << (24 - (place & 3) * 8))
  input[text.length >> 2] = at(input, text.length >> 2) | (0x80 << (24 - (text.length & 3) * 8))
  input[blocks * 16 - 1] = text.length * 8
  const state = Int32Array.from(START)
  for (let block = 0; block < blocks; block += 1) mix(state, input.subarray(block * 16, block * 16 + 16))
  return at(state, 0) >>> 0
}

const schedule = new Int32Array(64)

function mix(state: Int32Array, block: Int32Array): void {
  for (let i = 0; i < 64; i += 1) {
    const [early, late] = [at(schedule, i - 15), at(schedule, i - 2)]
    schedule[i] = i < 16 ? at(block, i) : (at(schedule, i - 16) + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + at(schedule, i - 7) + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10))) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(ROUNDS, i) + at(schedule, i)) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (at(state, i) + word) | 0
}
