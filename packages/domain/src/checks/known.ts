import { POOL_FIELDS } from '../pool/fields.ts'
import { simplified } from '../text/widths.ts'
import type { ChecklistItem, CheckSubject } from './checklist.ts'

type Known = readonly (readonly [field: string, words: readonly string[]])[]

const { organisation, house, person } = POOL_FIELDS

/** Words by which a form would ask again what the register of its subject keeps already. */
const KNOWN: Readonly<Record<CheckSubject, Known>> = {
  organisation: [
    [organisation.name.label, ['单位名称', '企业名称', '店名', '店铺名称', '字号', '招牌名称']], [organisation.creditCode.label, ['信用代码', '执照号', '执照编号']], [organisation.address.label, ['地址', '门牌号']],
    [organisation.phone.label, ['电话', '手机号', '联系方式']], [organisation.contact.label, ['联系人', '负责人姓名', '法人', '法定代表人', '店主姓名', '经营者姓名']], [organisation.staff.label, ['员工人数', '从业人数', '从业人员数', '职工人数']],
    [organisation.industry.label, ['行业', '经营类别']], [organisation.foundedOn.label, ['成立日期', '开业日期']],
  ],
  house: [
    [house.address.label, ['地址', '门牌号', '地址码']], [house.room.label, ['室号', '房号', '房间号']], [house.unit.label, ['单元号']], [house.floor.label, ['所在楼层', '第几层']], [house.squareMetres.label, ['面积']],
    [person.name.label, ['姓名', '名字']], [person.idNumber.label, ['身份证', '证件号']], [person.phone.label, ['电话', '手机号', '联系方式']], ['户内人员', ['居住人数', '住了几人', '租住人数', '户主', '房东']],
  ],
  part: [['部件编码', ['部件编码', '部件编号', '设施编号']], ['名称', ['部件名称', '设施名称']], ['位置', ['地址', '经纬度', '坐标', '所在位置']], ['权属单位', ['权属', '养护单位', '主管单位']]],
  place: [['区域', ['地址', '所在社区', '所属社区', '所在网格', '所属网格', '经纬度', '坐标']]],
}

const plain = (words: string): string => simplified(words).replaceAll(/[\s\p{P}]/gu, '')

/**
 * The pool's field that an item asks for again; null: it asks something else. A yes-no item never does: whether what is
 * registered is still right is the question to put instead.
 */
export function askedInPool(subject: CheckSubject, { kind, text }: Pick<ChecklistItem, 'kind' | 'text'>): string | null {
  if (kind === 'yes-no') return null
  const asked = plain(text)
  return KNOWN[subject].find(([, words]) => words.some((word) => asked.includes(word)))?.[0] ?? null
}
