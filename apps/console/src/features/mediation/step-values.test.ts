import { expect, test } from 'vitest'
import { MEDIATION_STEPS, MediationStep } from '@yihu/contracts'
import { partyBody, stepBody } from './step-values.ts'
import { STEP_SHAPES } from './step-table.ts'

test('every step has a form, and every form its own key', () => {
  expect(Object.keys(STEP_SHAPES).toSorted()).toEqual(Object.keys(MEDIATION_STEPS).toSorted())
  const keys = Object.values(STEP_SHAPES).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('what is typed becomes what the wire takes', () => {
  const body = stepBody('hold-session', { at: '2026-05-08T15:00', place: '社区', present: '双方', record: '谈了', documents: [{ id: '01900000-0000-7000-8000-000000000000', name: 'a.jpg' }] })
  expect(MediationStep.parse(body)).toMatchObject({ step: 'hold-session', at: '2026-05-08T15:00:00+08:00', documents: ['01900000-0000-7000-8000-000000000000'] })
  expect(partyBody({ side: 'applicant', name: '甲', phone: '', consent: 'waiting' })).toEqual({ side: 'applicant', name: '甲' })
  expect(partyBody({ side: 'applicant', name: '甲', consent: 'refused' })).toMatchObject({ agrees: false })
})
