import { PART_STATES } from '@yihu/contracts'
import type { FieldTable } from '../fields.ts'
import { PLACE_FIELDS } from '../place.ts'

/** What the columns of a survey of parts can mean (GB/T 30428.2 §6: 部件标识码, 名称, 养护单位, 状态, 数据来源). */
export const PART_FIELDS: FieldTable = {
  code: { label: '标识码', names: ['标识码', '部件标识码', '部件编码', '部件代码', '编码', 'ObjID', 'code'] },
  className: { label: '类别', names: ['类别', '部件类别', '部件类型', '小类', '小类名称', '小类代码', 'class'] },
  name: { label: '名称', names: ['名称', '部件名称', 'ObjName', 'name'] },
  unit: { label: '养护单位', names: ['养护单位', '养护单位名称', '管理单位', '主管部门', '权属单位', 'unit'] },
  state: { label: '状态', codes: PART_STATES, names: ['状态', '部件状态', 'ObjState', 'state'] },
  recordedOn: { label: '普查日期', names: ['普查日期', '数据日期', '初始日期', '变更日期', '采集日期', 'recordedOn'] },
  origin: { label: '采集方式', names: ['采集方式', '数据来源', 'DataSource'] },
  ...PLACE_FIELDS,
}
