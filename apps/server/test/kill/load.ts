import { randomInt, randomUUID } from 'node:crypto'

/** What the server said yes to before it died, and what was under way. */
export interface Ledger {
  /** Client id → number on the receipt, or null while no answer came. */
  readonly appeals: Map<string, { number: string | null; queryCode: string | null; file: string | null }>
  /** Case id → notes of moves that were acknowledged. */
  readonly moves: Map<string, string[]>
  /** Notes of moves that were sent and never answered: there once or not at all. */
  readonly unsure: Set<string>
  uploads: number
}

export interface Desk {
  readonly base: string
  readonly tokens: Readonly<Record<'accept' | 'duty' | 'dispatch', string>>
  readonly photo: Buffer
}

/** The connection broke: the server is gone. */
export class Gone extends Error {}

/** One JSON exchange; every caller comes from an address of its own, so that no limit is met. */
export async function call<T>(base: string, method: string, url: string, { token, body }: { token?: string; body?: unknown } = {}): Promise<{ status: number; body: T }> {
  const isForm = body instanceof FormData
  try {
    const response = await fetch(`${base}/${url}`, {
      method,
      headers: {
        'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
        ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as T } // our own server's contract
  } catch (cause) {
    throw new Gone('the server is gone', { cause })
  }
}

function expectStatus({ status, body }: { status: number; body: unknown }, wanted: number, what: string): void {
  if (status !== wanted) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`)
}

/** A report with a client id: the same one again is the same appeal, whether or not the first was answered. */
export async function report(base: string, ledger: Ledger, clientId: string): Promise<string> {
  const entry = ledger.appeals.get(clientId) ?? { number: null, queryCode: null, file: null }
  ledger.appeals.set(clientId, entry)
  const answer = await call<{ number: string; queryCode: string }>(base, 'POST', 'appeals', {
    body: { text: `烧烤摊占道经营 ${clientId}`, lon: 118.302, lat: 36.81175, clientId, files: entry.file ? [entry.file] : [] },
  })
  expectStatus(answer, 201, 'appeal')
  if (entry.number !== null && entry.number !== answer.body.number) throw new Error(`appeal ${clientId} was ${entry.number} and is now ${answer.body.number}`)
  entry.number = answer.body.number
  entry.queryCode = answer.body.queryCode
  return answer.body.number
}

async function upload({ base, photo }: Desk, ledger: Ledger): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg')
  const answer = await call<{ id: string }>(base, 'POST', 'files', { body: form })
  expectStatus(answer, 201, 'upload')
  ledger.uploads += 1
  return answer.body.id
}

/** One person at a desk until the server dies: reports, photos, the first moves of a case and notes on it. */
export async function workUntilGone(desk: Desk, ledger: Ledger): Promise<void> {
  try {
    for (;;) await oneCase(desk, ledger)
  } catch (error) {
    if (!(error instanceof Gone)) throw error
  }
}

async function oneCase(desk: Desk, ledger: Ledger): Promise<void> {
  const { base, tokens } = desk
  const clientId = randomUUID()
  if (randomInt(4) === 0) ledger.appeals.set(clientId, { number: null, queryCode: null, file: await upload(desk, ledger) })
  const number = await report(base, ledger, clientId)
  if (randomInt(2) === 0) return
  const found = await call<{ cases: { id: string; number: string }[] }>(base, 'POST', 'cases/find', { body: { q: number }, token: tokens.duty })
  const id = found.body.cases.find((one) => one.number === number)?.id
  if (!id) throw new Error(`the case ${number} was acknowledged and is not there`)
  const act = async (token: string, move: Record<string, unknown>, note: string) => {
    ledger.unsure.add(note)
    expectStatus(await call(base, 'POST', `cases/${id}/moves`, { token, body: move }), 200, String(move['move']))
    ledger.moves.set(id, [...(ledger.moves.get(id) ?? []), note])
    ledger.unsure.delete(note)
  }
  await act(tokens.accept, { move: 'accept' }, `accept ${id}`)
  await act(tokens.duty, { move: 'file', classCode: 'S0504' }, `file ${id}`)
  for (let n = randomInt(4); n > 0; n -= 1) {
    const note = randomUUID()
    await act(tokens.dispatch, { move: 'urge', note }, note)
  }
}
