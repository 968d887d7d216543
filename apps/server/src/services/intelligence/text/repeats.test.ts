import { describe, expect, it } from 'vitest'
import { repeatGroups } from './repeats.ts'

describe('near repeats', () => {
  const long = '桓公路与牛山路口东侧有一个井盖破损，晚上走路很危险，希望尽快修好'

  it('carry the number of the first of them', () => {
    const groups = repeatGroups([{ text: '公园里狗太多没有人管' }, { text: long }, { text: `再次反映：${long}！` }, { text: '完全另外一件事情，路灯不亮' }])
    expect([...groups]).toEqual([0, 1, 1, 3])
  })

  it('may share the title only', () => {
    expect([...repeatGroups([{ title: '请修路灯！', text: '甲' }, { title: null, text: '乙' }, { title: '请修路灯！', text: '丙' }])]).toEqual([0, 1, 0])
  })

  it('of empty messages are none', () => {
    expect([...repeatGroups([{ text: '' }, { text: '' }])]).toEqual([0, 1])
    expect([...repeatGroups([])]).toEqual([])
  })
})
