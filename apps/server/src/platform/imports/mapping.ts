import type { ImportField } from '@yihu/contracts'

/** What each column means, by its index; columns that are not taken are null. */
export type Mapping = readonly { readonly index: number; readonly field: ImportField | null }[]

/** Where a sheet comes from: the 12345 hotline, a message board, or the office's own list. */
export type Template = '12345' | 'messages' | 'own'

/** Names of a column in the order of preference, the exact ones of our own table first (standards §2.6). */
const NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  externalId: ['工单编号', '工单号', '工单流水号', '诉求编号', '受理编号', '受理单号', '案件编号', '留言编号', '信件编号', '事项编号', '流水号', '单号', '编号', 'id', '工单id', 'orderid', 'caseid', 'ticketid'],
  text: ['问题描述', '诉求内容', '反映内容', '反映问题', '工单内容', '来电内容', '留言详情', '留言内容', '诉求描述', '问题内容', '事项描述', '详细内容', '主要内容', '详情', '描述', '内容', 'text', 'content', 'description'],
  title: ['标题', '工单标题', '诉求标题', '留言主题', '问题标题', '主题', 'title', 'subject'],
  at: ['接收时间', '受理时间', '来电时间', '留言时间', '诉求时间', '反映时间', '登记时间', '提交时间', '上报时间', '录入时间', '创建时间', '派单时间', '时间', '日期', 'time', 'date', 'createdat'],
  address: ['事发地址', '事发地点', '问题地址', '诉求地址', '发生地址', '反映地址', '发生地点', '详细地址', '地址', '地点', '位置', 'address'],
  name: ['联系人', '诉求人', '来电人', '反映人', '联系人姓名', '留言用户', '留言人', '市民姓名', '姓名', '称呼', 'name', 'user'],
  phone: ['联系电话', '电话', '来电号码', '来电电话', '联系方式', '手机号码', '手机号', '手机', '电话号码', '主叫号码', 'phone', 'mobile', 'tel'],
  isSecret: ['是否保密', '保密', '要求保密', '是否要求保密'],
  class1: ['一级分类', '一级类别', '一级标签', '诉求一级分类', '大类'],
  class2: ['二级分类', '二级类别', '二级标签', '诉求二级分类', '小类'],
  class3: ['三级分类', '三级类别', '三级标签', '诉求三级分类', '细类'],
  dueAt: ['办结时限', '办理时限', '处理时限', '办结期限', '办理期限', '办结截止时间', '截止时间', '截止日期', '到期时间', 'dueat'],
  channel: ['信息来源', '诉求来源', '工单来源', '来源', '渠道', '受理渠道', 'channel', 'source'],
  urgency: ['紧急程度', '紧急级别', '优先级', 'urgency', 'priority'],
  lon: ['经度', 'lon', 'lng', 'longitude'],
  lat: ['纬度', 'lat', 'latitude'],
}

const ranks: ReadonlyMap<string, { field: ImportField; rank: number }> = new Map(
  // keys of the table above
  (Object.entries(NAMES) as [ImportField, readonly string[]][]).flatMap(([field, names]) => names.map((name, rank) => [name, { field, rank }] as const)),
)

/** A name of four characters may carry words in front: 12345工单编号. */
const SHORTEST_END = 4
const HALF_A_RANK = 0.5

function find(header: string): { field: ImportField; rank: number } | undefined {
  const name = plain(header)
  const exact = ranks.get(name)
  if (exact) return exact
  for (const [known, { field, rank }] of ranks) {
    if (known.length >= SHORTEST_END && /^[\u4E00-\u9FFF]+$/u.test(known) && name.endsWith(known)) return { field, rank: rank + HALF_A_RANK }
  }
  return undefined
}

function plain(header: string): string {
  return header.normalize('NFKC').toLowerCase().replaceAll(/\([^)]*\)|\[[^\]]*\]|[\s*:_\-·、]/gu, '')
}

/** How many different meanings the cells of a row name: the header of a sheet scores best. */
export function scoreHeader(cells: readonly string[]): number {
  return new Set(cells.flatMap((cell) => (cell.length <= 20 ? find(cell)?.field ?? [] : []))).size
}

/** What each column of a header probably means; of several columns with one meaning the best name wins. */
export function guessMapping(header: readonly string[]): Mapping {
  const found = header.map((name, index) => ({ index, match: find(name) }))
  const winners = new Map<ImportField, { index: number; rank: number }>()
  for (const { index, match } of found) {
    const best = match && winners.get(match.field)
    if (match && (!best || match.rank < best.rank)) winners.set(match.field, { index, rank: match.rank })
  }
  return found.map(({ index, match }) => ({ index, field: match && winners.get(match.field)?.index === index ? match.field : null }))
}

const HOTLINE = ['受理类型', '来电类别', '受理员', '工号', '信息来源', '紧急程度', '转办意见', '转办人', '办结时限', '办理轨迹', '是否保密', '来电号码', '问题描述', '签发人', '回退意见']
const MESSAGES = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '留言内容']

/** Which kind of sheet a header belongs to. */
export function detectTemplate(header: readonly string[]): Template {
  const names = header.map(plain)
  const count = (known: readonly string[]): number => known.filter((name) => names.includes(name)).length
  if (names.some((name) => name.includes('工单')) || count(HOTLINE) >= 3) return '12345'
  return count(MESSAGES) >= 2 ? 'messages' : 'own'
}

/** The column of each field. */
export function columnsOf(mapping: Mapping): ReadonlyMap<ImportField, number> {
  return new Map(mapping.flatMap(({ index, field }) => (field ? [[field, index] as const] : [])))
}
