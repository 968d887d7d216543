import type { FieldSpec } from '../fields.ts'
import { plain } from '../mapping.ts'

/** What a column of a work-order sheet can mean, names of columns with the exact ones of our own table first (standards: the 12345 sheet). */
export const ORDER_FIELDS = {
  externalId: { label: '工单编号', names: ['工单编号', '工单号', '工单流水号', '诉求编号', '受理编号', '受理单号', '案件编号', '留言编号', '信件编号', '事项编号', '流水号', '单号', '编号', 'id', '工单id', 'orderid', 'caseid', 'ticketid'] },
  text: { label: '问题描述', names: ['问题描述', '诉求内容', '反映内容', '反映问题', '工单内容', '来电内容', '留言详情', '留言内容', '诉求描述', '问题内容', '事项描述', '详细内容', '主要内容', '详情', '描述', '内容', 'text', 'content', 'description'] },
  title: { label: '标题', names: ['标题', '工单标题', '诉求标题', '留言主题', '问题标题', '主题', 'title', 'subject'] },
  at: { label: '接收时间', names: ['接收时间', '受理时间', '来电时间', '留言时间', '诉求时间', '反映时间', '登记时间', '提交时间', '上报时间', '录入时间', '创建时间', '派单时间', '时间', '日期', 'time', 'date', 'createdat'] },
  address: { label: '地址', names: ['事发地址', '事发地点', '问题地址', '诉求地址', '发生地址', '反映地址', '发生地点', '详细地址', '地址', '地点', '位置', 'address'] },
  name: { label: '联系人', names: ['联系人', '诉求人', '来电人', '反映人', '联系人姓名', '留言用户', '留言人', '市民姓名', '姓名', '称呼', 'name', 'user'], cover: 'name' },
  phone: { label: '电话', names: ['联系电话', '电话', '来电号码', '来电电话', '联系方式', '手机号码', '手机号', '手机', '电话号码', '主叫号码', 'phone', 'mobile', 'tel'], cover: 'number' },
  isSecret: { label: '是否保密', names: ['是否保密', '保密', '要求保密', '是否要求保密'] },
  class1: { label: '一级分类', names: ['一级分类', '一级类别', '一级标签', '诉求一级分类', '大类'] },
  class2: { label: '二级分类', names: ['二级分类', '二级类别', '二级标签', '诉求二级分类', '小类'] },
  class3: { label: '三级分类', names: ['三级分类', '三级类别', '三级标签', '诉求三级分类', '细类'] },
  dueAt: { label: '办结时限', names: ['办结时限', '办理时限', '处理时限', '办结期限', '办理期限', '办结截止时间', '截止时间', '截止日期', '到期时间', 'dueat'] },
  channel: { label: '信息来源', names: ['信息来源', '诉求来源', '工单来源', '来源', '渠道', '受理渠道', 'channel', 'source'] },
  urgency: { label: '紧急程度', names: ['紧急程度', '紧急级别', '优先级', 'urgency', 'priority'] },
  lon: { label: '经度', names: ['经度', 'lon', 'lng', 'longitude'] },
  lat: { label: '纬度', names: ['纬度', 'lat', 'latitude'] },
} as const satisfies Readonly<Record<string, FieldSpec>>
export type OrderField = keyof typeof ORDER_FIELDS

const HOTLINE = ['受理类型', '来电类别', '受理员', '工号', '信息来源', '紧急程度', '转办意见', '转办人', '办结时限', '办理轨迹', '是否保密', '来电号码', '问题描述', '签发人', '回退意见']
const MESSAGES = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '留言内容']

/** Which kind of sheet a header belongs to: the 12345 hotline's, a message board's, or the office's own list. */
export function detectTemplate(header: readonly string[]): '12345' | 'messages' | 'own' {
  const names = header.map(plain)
  const count = (words: readonly string[]): number => words.filter((name) => names.includes(name)).length
  if (names.some((name) => name.includes('工单')) || count(HOTLINE) >= 3) return '12345'
  return count(MESSAGES) >= 2 ? 'messages' : 'own'
}
