import { describe, expect, it } from 'vitest'
import { columnsOf, guessMapping, scoreHeader } from './mapping.ts'
import { detectTemplate, ORDER_FIELDS } from './orders/fields.ts'

const fieldsOf = (header: string[]): (string | null)[] => guessMapping(ORDER_FIELDS, header).map(({ field }) => field)

describe('列的对应关系', () => {
  it('认得 12345 工单表的列', () => {
    const header = ['工单编号', '接收时间', '受理类型', '信息来源', '录入时间', '联系人', '电话', '是否保密', '地址', '问题描述', '一级分类', '二级分类', '三级分类', '紧急程度', '办结时限', '回复时间']
    expect(fieldsOf(header)).toEqual(['externalId', 'at', null, 'channel', null, 'name', 'phone', 'isSecret', 'address', 'text', 'class1', 'class2', 'class3', 'urgency', 'dueAt', null])
    expect(detectTemplate(header)).toBe('12345')
  })

  it('认得留言表的列', () => {
    const header = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '反对数', '点赞数']
    expect(fieldsOf(header)).toEqual(['externalId', 'name', 'title', 'at', 'text', null, null])
    expect(detectTemplate(header)).toBe('messages')
  })

  it('括号、星号、空格、全角字母和前缀不碍事', () => {
    expect(fieldsOf(['* 问题描述（必填）', '市12345工单编号', '联系 电话', 'ＩＤ', '经度(WGS84)'])).toEqual(['text', 'externalId', 'phone', null, 'lon'])
  })

  it('同一含义有几列时取最像的一列，错误原因不当内容', () => {
    expect(fieldsOf(['时间', '录入时间', '接收时间', '内容', '问题描述', '错误原因'])).toEqual([null, null, 'at', null, 'text', null])
  })

  it('自己的表算自有格式，可以由人改', () => {
    expect(detectTemplate(['编号', '内容', '时间'])).toBe('own')
    expect(columnsOf([{ index: 3, field: 'text' }, { index: 0, field: null }])).toEqual(new Map([['text', 3]]))
  })

  it('表头行得分高于大标题和数据行', () => {
    expect(scoreHeader(ORDER_FIELDS)(['雪宫街道工单统计表'])).toBe(0)
    expect(scoreHeader(ORDER_FIELDS)(['A1', '2020-1-6', '地址写在这里：某小区的路灯不亮已经一个月了请处理'])).toBe(0)
    expect(scoreHeader(ORDER_FIELDS)(['编号', '时间', '内容'])).toBe(3)
  })
})
