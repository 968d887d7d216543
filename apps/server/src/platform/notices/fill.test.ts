import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fill, fillWithExamples, problemsOfWording } from './fill.ts'
import { TEMPLATES, templateKeys } from './template-book.ts'

const soon = TEMPLATES['case.soon']

describe('通知用语', () => {
  it.each(templateKeys)('随产品的用语自己也合规：%s', (key) => {
    expect(problemsOfWording(TEMPLATES[key], TEMPLATES[key])).toEqual({})
    const { title, text } = fillWithExamples(TEMPLATES[key], TEMPLATES[key].fields)
    expect(`${title}${text}`).not.toMatch(/[{}]/u)
  })

  it.each([
    [{ title: '快到期了', text: '{编号} 请办' }, {}],
    [{ title: '{编号} 快到期了', text: '请办' }, {}],
    [{ title: '快到期了', text: '请办' }, { text: '缺少必需的 {编号}，没有它就不知道说的是哪一件' }],
    [{ title: '快到期了', text: '{编号} {电话}' }, { text: '没有 {电话} 这个占位，可以用的是 {编号}、{标题}' }],
    [{ title: '{编号', text: '{编号}' }, { title: '大括号没有成对，占位要写成 {编号} 这样' }],
    [{ title: '', text: '' }, { title: '标题不能空着', text: '正文不能空着' }],
  ])('占位逐个检查，说得出错在哪里 %#', (wording, problems) => {
    expect(problemsOfWording(wording, soon)).toEqual(problems)
  })

  it('居民写的大括号只当普通字，不会再被填一遍', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (matter, number) => {
      expect(fill({ title: '', text: '<{标题}|{编号}>' }, { 标题: matter, 编号: number }).text).toBe(`<${matter}|${number}>`)
    }))
  })
})
