import type { SheetColumn, SheetTemplate } from '@yihu/contracts'

const column = (header: string, field: string, more: Partial<SheetColumn> = {}): SheetColumn => ({ header, field, codes: 'name', translate: {}, ...more })
const PERSON = [column('姓名', 'name'), column('性别', 'sex'), column('公民身份号码', 'idNumber'), column('出生日期', 'birth'), column('民族', 'ethnicity')]
const WHERE = [column('社区', 'community'), column('网格', 'grid')]

/**
 * Sheets as shipped, laid out by us after what such offices ask for; every street changes them to the letter of its own
 * forms in the console.
 */
export const SHIPPED_TEMPLATES: ReadonlyMap<string, SheetTemplate> = new Map([
  ['hotline-contacts', {
    name: '12345 承办单位通讯表', office: 'hotline', rows: { of: 'organisation', kind: 'property' }, isActive: true,
    columns: [column('承办单位', 'name'), column('单位类别', 'kind', { translate: { property: '物业服务企业' } }), column('统一社会信用代码', 'creditCode'), column('办公地址', 'address'), column('联系人', 'contact'), column('联系电话', 'phone'), column('所属社区', 'community')],
  }],
  ['civil-elders', {
    name: '民政 高龄老年人信息采集表', office: 'civil', rows: { of: 'person', tag: 'very-old' }, isActive: true,
    columns: [...PERSON, column('年龄', 'age'), column('户籍地址', 'domicile'), column('现住址', 'area'), column('门牌', 'home'), column('联系电话', 'phone'), column('人员类别', 'tags'), ...WHERE, column('采集日期', 'asOf')],
  }],
  ['governance-floating', {
    name: '综治 流动人口登记表', office: 'governance', rows: { of: 'person', residence: 'floating' }, isActive: true,
    columns: [...PERSON, column('学历', 'education', { codes: 'code' }), column('政治面貌', 'political', { codes: 'code' }), column('户籍地', 'domicile'), column('现住地', 'area'), column('现住门牌', 'home'), column('联系方式', 'phone'), column('服务处所', 'workplace'), ...WHERE, column('核实情况', 'verified')],
  }],
  ['governance-rented', {
    name: '综治 出租房屋登记表', office: 'governance', rows: { of: 'house', use: 'rented' }, isActive: true,
    columns: [column('房屋编码', 'code'), column('房屋地址', 'address'), column('单元', 'unit'), column('室号', 'room'), column('建筑面积', 'squareMetres'), column('房屋用途', 'use', { translate: { rented: '出租居住' } }), column('隐患标签', 'tags'), ...WHERE, column('登记日期', 'asOf')],
  }],
  ['hotline-visits', {
    name: '12345 上门回访情况表', office: 'hotline', rows: { of: 'visit', days: 31, kind: 'household' }, isActive: true,
    columns: [column('回访日期', 'day'), column('走访对象', 'subject'), column('回访结果', 'result'), column('情况', 'notes'), column('回访人', 'by'), ...WHERE],
  }],
  ['civil-visits', {
    name: '民政 家庭探访记录表', office: 'civil', rows: { of: 'visit', days: 31, kind: 'household' }, isActive: true,
    columns: [column('探访时间', 'at'), column('家庭', 'subject'), column('探访结果', 'result'), column('身体、生活情况', 'notes'), column('晚上探访', 'evening'), column('探访人', 'by'), ...WHERE],
  }],
  ['governance-visits', {
    name: '综治 网格巡查走访台账', office: 'governance', rows: { of: 'visit', days: 7 }, isActive: true,
    columns: [column('时间', 'at'), column('网格', 'grid'), column('社区', 'community'), column('事项', 'routine'), column('方式', 'act'), column('对象类别', 'kind'), column('对象', 'subject'), column('结果', 'result'), column('网格员', 'by')],
  }],
] satisfies [string, SheetTemplate][])
