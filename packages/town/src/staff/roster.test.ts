import { expect, it } from 'vitest'
import { buildStreet } from '../street.ts'
import { buildRoster } from './roster.ts'

const { users } = buildStreet()

it('上月、本月、下月每天白班夜班都有人，白班是演示账号，带班领导轮流', () => {
  const roster = buildRoster({ seed: 'xuegong', asOf: '2026-05-31T23:30:00+08:00', users })
  expect(roster).toHaveLength(2 * (30 + 31 + 30))
  expect([roster[0]?.day, roster.at(-1)?.day]).toEqual(['2026-04-01', '2026-06-30'])
  for (const { people } of roster) expect(people.length).toBeGreaterThanOrEqual(3)
  expect(roster[0]?.people.flatMap(({ username }) => username ?? [])).toEqual(['duty', 'accept', 'dispatch'])
  expect(new Set(roster.slice(0, 12).map(({ people }) => people[0]?.name)).size).toBe(6)
  expect(buildRoster({ seed: 'xuegong', asOf: '2026-05-02T00:00:00+08:00', users })).toEqual(roster)
})

it('没有账号的值班人员不与演示账号重名', () => {
  const names = new Set(users.map(({ displayName }) => displayName))
  for (const { people } of buildRoster({ seed: 'xuegong', asOf: '2026-05-31T12:00:00+08:00', users })) {
    for (const { username, name } of people) expect(names.has(name)).toBe(username !== null)
  }
})
