import { DutyRuleForm } from '@yihu/contracts'
import type { DutyDraftRow } from '@yihu/contracts'
import { describe, expect, it } from 'vitest'
import { bodyOf, messagesOf, valuesOf } from './rule-form.ts'

const row: DutyDraftRow = {
  id: 'r1', classPrefix: 'S05', areaPath: 'd1.s1', hours: 'service', target: 'dept-urban', targetName: '执法局', role: 'department', priority: 30, isAuto: true,
  note: '依据', text: '', returns: 0, used: 0, version: 1, change: null, before: null,
}

describe('规则表单', () => {
  it('打开一条规则再存，内容不变', () => {
    expect(bodyOf(valuesOf(row, 'd1.s1'))).toEqual({
      classPrefix: 'S05', areaPath: 'd1.s1', hours: 'service', target: { kind: 'unit', unitId: 'dept-urban' }, priority: 30, isAuto: true, note: '依据',
    })
    expect(bodyOf(valuesOf({ ...row, target: 'communityOf', classPrefix: '' }, 'd1.s1'))).toMatchObject({ classPrefix: '', target: { kind: 'communityOf' } })
  })

  it('没选单位时由同一份约定指出来', () => {
    const checked = DutyRuleForm.safeParse(bodyOf(valuesOf(null, 'd1.s1')))
    expect(checked.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([['target.unitId', '请选择单位']])
    expect(messagesOf({ 'rule.target.unitId': '请选择单位', 'rule.areaPath': '请选择区域' })).toEqual({ unitId: '请选择单位', areaPath: '请选择区域' })
  })
})
