import { CODE_TABLES, fieldsOf, RELATION_KINDS } from '@yihu/domain'
import type { CodeTable, Register } from '@yihu/domain'
import type { FieldSpec, FieldTable } from '../fields.ts'
import { PLACE_FIELDS } from '../place.ts'

/** Other names under which offices keep the same thing; the label itself always counts. */
const OTHER_NAMES: Readonly<Record<Register, Readonly<Record<string, readonly string[]>>>> = {
  person: {
    name: ['居民姓名', '人员姓名', 'name'], idType: ['证件种类'], idNumber: ['身份证号', '身份证号码', '公民身份号码', '证件号', '身份证'], birth: ['出生年月日', '出生年月', '生日'],
    ethnicity: ['民族名称'], marital: ['婚姻'], education: ['文化程度', '学历层次'], political: ['党派'], residence: ['人口类型', '居民类别', '人员类别'], phone: ['手机号码', '手机号', '手机', '电话', '联系方式'],
    domicile: ['户籍地', '户口所在地', '户籍所在地'], workplace: ['工作单位', '单位'], note: ['说明'],
  },
  household: { number: ['户编号', '户口簿号', '户口本号'], kind: ['户类型', '户别'] },
  house: { code: ['标准地址码', '房屋编码', '房屋编号', '智慧门牌'], unit: ['单元号'], room: ['房号', '房间号', '门牌号', '户室号'], floor: ['所在楼层'], use: ['房屋用途', '使用情况'], squareMetres: ['面积', '房屋面积'], address: ['地址', '详细地址'] },
  organisation: {
    kind: ['单位类别', '组织类别', '类型'], name: ['单位名称', '企业名称', '商铺名称', '组织名称', '字号'], creditCode: ['信用代码', '社会信用代码'], partyLevel: ['层级'], industry: ['所属行业', '经营范围'],
    address: ['经营地址', '详细地址', '注册地址'], staff: ['从业人数', '员工人数', '党员人数'], foundedOn: ['成立时间', '注册日期'], contact: ['负责人', '法定代表人', '法人'], phone: ['电话', '手机', '联系方式'],
  },
  vehicle: { plate: ['车牌号', '车牌号码', '号牌号码', '车牌'], plateKind: ['车牌种类', '车辆类型'], brand: ['品牌', '车型'], colour: ['车身颜色'] },
}

/** Which home, by its address code, by words, or by words and two columns. */
export const HOME: FieldTable = {
  houseCode: { label: '地址码', names: ['地址码', '标准地址码', '房屋编码', '房屋编号'] },
  home: { label: '住址', names: ['住址', '现住址', '居住地址', '现居住地址', '家庭住址', '地址', '详细地址'], cover: 'number' },
  homeUnit: { label: '单元', names: ['单元', '单元号'] },
  homeRoom: { label: '室号', names: ['室号', '房号', '房间号', '门牌号'] },
}

/** Codes of columns that stand beside the register's own. */
const BESIDE_CODES = { kin: CODE_TABLES.kin, houseRole: RELATION_KINDS.resides.roles } satisfies Record<string, CodeTable>

/** What a sheet says beside the fields of the register: where the entry belongs and what it is to others. */
const BESIDE: Readonly<Record<Register, FieldTable>> = {
  person: {
    ...HOME,
    houseRole: { label: '人房关系', codes: BESIDE_CODES.houseRole, names: ['人房关系', '居住方式', '与房屋关系'] },
    householdNumber: { label: '户号', names: ['户号', '户编号', '户口簿号'] },
    kin: { label: '与户主关系', codes: BESIDE_CODES.kin, names: ['与户主关系', '与户主的关系', '户主关系', '家庭关系'] },
  },
  household: {
    ...HOME,
    headName: { label: '户主姓名', names: ['户主姓名', '户主'], cover: 'name' },
    headNumber: { label: '户主证件号码', names: ['户主证件号码', '户主身份证号', '户主身份证号码', '户主身份证'], cover: 'number' },
  },
  house: { building: { label: '楼栋', names: ['楼栋', '小区楼栋', '所在楼栋', '楼号', '栋'] }, ...PLACE_FIELDS },
  organisation: {
    area: { label: '所属区域', names: ['所属区域', '所属网格', '所属社区', '网格', '社区'] },
    above: { label: '上级组织', names: ['上级组织', '上级党组织', '上级单位', '隶属组织'] },
    ...PLACE_FIELDS,
  },
  vehicle: {
    home: { label: '停放地址', names: ['停放地址', '住址', '车主住址', '地址', '所在小区'], cover: 'number' },
    ownerNumber: { label: '车主证件号码', names: ['车主证件号码', '车主身份证号', '车主身份证', '身份证号'], cover: 'number' },
  },
}

const TAGS: FieldTable = { tags: { label: '标签', names: ['标签', '人员标签', '房屋标签', '单位标签', '车辆标签', '户标签'] } }

const made = new Map<Register, FieldTable>()

/** What the columns of a register's sheet can mean. */
export function columnsFor(register: Register): FieldTable {
  const known = made.get(register)
  if (known) return known
  const own = Object.entries(fieldsOf(register)).map(([name, { label, isPersonal, table }]): [string, FieldSpec] => [name, {
    label, ...(table ? { codes: CODE_TABLES[table] } : {}), names: [label, ...(OTHER_NAMES[register][name] ?? [])], ...(isPersonal ? { cover: name === 'name' || name === 'contact' ? 'name' as const : 'number' as const } : {}),
  }])
  const columns = { ...Object.fromEntries(own), ...BESIDE[register], ...TAGS }
  made.set(register, columns)
  return columns
}
