import { createRandom } from '../random.ts'
import type { RosterPerson, RosterShift, User } from '../staff-types.ts'
import { openNameBook } from './people.ts'

const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
const LEADERS = 6
const NIGHT_STAFF = 5

/**
 * Who is on duty in the command centre in the month of `asOf` (ISO-8601 with offset), the one before and the one after:
 * a day shift from 8:30 to 17:30 and a night shift until the morning, leaders and night staff in turn. Deterministic in
 * seed and month.
 */
export function buildRoster({ seed, asOf, users }: { seed: string; asOf: string; users: readonly User[] }): RosterShift[] {
  const taken = new Set(users.map(({ displayName }) => displayName))
  const book = openNameBook(createRandom(`${seed}/roster`))
  const stranger = (): string => {
    for (;;) {
      const name = book()
      if (!taken.has(name)) return name
    }
  }
  const leaders = Array.from({ length: LEADERS }, stranger)
  const nights = Array.from({ length: NIGHT_STAFF }, stranger)
  const desk = (role: RosterPerson['role'], username: string): RosterPerson[] => {
    const user = users.find((one) => one.username === username)
    return user ? [{ role, username, name: user.displayName }] : []
  }
  return daysAround(asOf).flatMap((day) => {
    const turn = Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
    const leader: RosterPerson = { role: 'leader', username: null, name: inTurn(leaders, turn) }
    return [
      { day, name: '白班', from: '08:30', to: '17:30', people: [leader, ...desk('chief', 'duty'), ...desk('acceptor', 'accept'), ...desk('dispatcher', 'dispatch')] },
      { day, name: '夜班', from: '17:30', to: '08:30', people: [leader, { role: 'chief', username: null, name: inTurn(nights, turn) }, { role: 'acceptor', username: null, name: inTurn(nights, turn + 2) }] },
    ]
  })
}

function inTurn(names: readonly string[], turn: number): string {
  return names[turn % names.length] ?? ''
}

/** Every day of the month of an instant (in Beijing), of the one before and of the one after. */
function daysAround(asOf: string): string[] {
  const [year = 0, month = 0] = new Date(Date.parse(asOf) + SHANGHAI_MS).toISOString().split('-').map(Number)
  const first = Date.UTC(year, month - 2, 1)
  const end = Date.UTC(year, month + 1, 1)
  return Array.from({ length: (end - first) / DAY_MS }, (_, at) => new Date(first + at * DAY_MS).toISOString().slice(0, 10))
}
