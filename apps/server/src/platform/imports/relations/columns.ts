import { RELATION_KINDS } from '@yihu/domain'
import type { CodeTable } from '@yihu/domain'
import type { FieldTable } from '../fields.ts'

const KINDS: CodeTable = Object.fromEntries(Object.entries(RELATION_KINDS).map(([kind, { label }]) => [kind, label]))

/** What the columns of a sheet of relations can mean: who, what, to whom or where, since when. */
export const RELATION_FIELDS: FieldTable = {
  kind: { label: '关系', codes: KINDS, names: ['关系', '关系类型', '关系类别'] },
  role: { label: '身份', names: ['身份', '职务', '角色'] },
  name: { label: '姓名或名称', names: ['姓名或名称', '姓名', '名称', '单位名称'], cover: 'name' },
  number: { label: '证件号码或信用代码', names: ['证件号码或信用代码', '证件号码', '身份证号', '身份证号码', '统一社会信用代码', '信用代码'], cover: 'number' },
  toName: { label: '对方', names: ['对方', '对方姓名', '对方名称', '对方姓名或名称', '所在组织', '服务区域', '区域', '对方地址'], cover: 'name' },
  toNumber: { label: '对方号码', names: ['对方号码', '对方证件号码', '对方信用代码', '号牌', '地址码'], cover: 'number' },
  since: { label: '开始日期', names: ['开始日期', '起始日期', '任职日期'] },
}
