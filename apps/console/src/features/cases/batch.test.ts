import { expect, test } from 'vitest'
import { MoveForm } from '@yihu/contracts'
import type { CaseRow } from '@yihu/contracts'
import { MOVES } from '@yihu/domain'
import { BATCH_MOVES, batchesOf, batchShape, planOf } from './batch.ts'
import type { BatchMove } from './batch.ts'

const row = (id: string, rest: Partial<CaseRow>): CaseRow => ({
  id, number: id, version: 3, title: '', state: 'registered', stateLabel: '', step: 1, source: 'phone', class: null, areaPath: '', areaName: '', address: null, unit: null, handler: null,
  registeredAt: '', dueAt: null, dueText: null, card: null, isUrged: false, pending: null, followers: 0, ...rest,
})
const CLASS = { code: 'S0504', name: '占道', fullName: '市容 / 占道' }
const names = Object.keys(BATCH_MOVES) as BatchMove[] // keys of a literal table

test('a batch offers what the flow allows, to those who may, from states the flow knows', () => {
  for (const name of names) {
    const { label, right, from } = batchShape(name)
    expect(label).toBe(MOVES[name].label)
    expect(MOVES[name].rights, name).toContain(right)
    for (const state of from) expect(MOVES[name].from, `${name} ${state}`).toContain(state)
  }
})

test('only what can be done is offered, each with the cases it can be done to', () => {
  const rows = [row('a', {}), row('b', { state: 'filed' }), row('c', { state: 'filed', pending: 'void' })]
  expect(batchesOf(rows, () => true).map(({ move, rows: able }) => [move, able.map(({ id }) => id).join('')])).toEqual([
    ['approve', 'c'], ['decline', 'c'], ['accept', 'a'], ['dispatch', 'bc'], ['urge', 'abc'],
  ])
  expect(batchesOf(rows, (right) => right === 'case.accept').map(({ move }) => move)).toEqual(['accept'])
})

test('each case goes where its own rule says; one without a rule is left for a person', () => {
  const units = new Map([['a', { id: 'a', unit: { id: 'u', name: '市政科' }, ruleText: '规则 3', confidence: 1 }], ['b', { id: 'b', unit: null, ruleText: '没有规则管这一类', confidence: 0 }]])
  const plan = planOf('dispatch', [row('a', { state: 'filed' }), row('b', { state: 'filed' })], { note: '', units })
  expect(plan.map(({ what, body }) => [what, body])).toEqual([
    ['派给 市政科（规则 3）', { id: 'a', version: 3, move: 'dispatch', unitId: 'u' }], ['没有规则管这一类', null],
  ])
})

test('every planned body is one the wire takes', () => {
  for (const name of names) {
    for (const { body } of planOf(name, [row('a', { class: CLASS })], { note: '今天办完', units: new Map([['a', { id: 'a', unit: { id: 'u', name: '' }, ruleText: '', confidence: 1 }]]) })) {
      expect(MoveForm.safeParse(body).success, name).toBe(true)
    }
  }
})
