import { CODE_TABLES } from './codes.ts'
import type { CodeTable } from './codes.ts'
import type { Register } from './fields.ts'

/** What a relation may lead to: an entry of a register, or an area by its path. */
export type RelationEnd = Register | 'area'

/** One kind of relation: between what, in which roles, and what is impossible. */
export interface RelationKind {
  readonly label: string
  readonly from: readonly Register[]
  readonly to: readonly RelationEnd[]
  readonly roles: CodeTable
  /** Nothing may lead back to where it began. */
  readonly isAcyclic?: true
  /** `from`: of a person only one at a time, a second one is shown as a conflict. `to`: the target has only one. */
  readonly single?: 'from' | 'to'
}

/**
 * Typed relations of the pool: person and house (人房), person and household (人户), work, Party network (五级网络) and the
 * six levels of contact (六级挂包联系).
 */
export const RELATION_KINDS = {
  resides: { label: '居住', from: ['person'], to: ['house'], roles: { owner: '业主', tenant: '承租人', family: '家属同住', lodger: '借住', other: '其他' } },
  owns: { label: '产权', from: ['person', 'organisation'], to: ['house'], roles: { owner: '产权人', 'co-owner': '共有人' } },
  occupies: { label: '使用房屋', from: ['organisation'], to: ['house'], roles: { owner: '自有', tenant: '承租' } },
  household: { label: '户内成员', from: ['person'], to: ['household'], roles: CODE_TABLES.kin, single: 'from' },
  employed: { label: '从业', from: ['person'], to: ['organisation'], roles: { staff: '员工', manager: '负责人', safety: '安全员' } },
  'legal-person': { label: '法定代表人', from: ['person'], to: ['organisation'], roles: { legal: '法定代表人' }, single: 'to' },
  'branch-member': { label: '党组织关系', from: ['person'], to: ['organisation'], roles: { member: '党员', probationary: '预备党员' }, single: 'from' },
  post: {
    label: '任职', from: ['person'], to: ['organisation', 'area'],
    roles: { secretary: '书记', deputy: '副书记', committee: '委员', 'group-leader': '党小组组长', 'building-chief': '红色楼长', 'centre-household': '党员中心户', director: '主任', 'grid-worker': '网格员', 'site-cadre': '工程挂包干部' },
  },
  manages: { label: '服务区域', from: ['organisation'], to: ['area'], roles: { property: '物业服务', owners: '业主自治', renewal: '改造自治', party: '党建覆盖' } },
  above: { label: '上级组织', from: ['organisation'], to: ['organisation'], roles: { party: '党组织隶属', branch: '分支机构', alliance: '加入联盟' }, isAcyclic: true, single: 'from' },
  drives: { label: '车辆', from: ['person', 'organisation'], to: ['vehicle'], roles: { owner: '车主', driver: '使用人' } },
  contact: {
    label: '挂包联系', from: ['person'], to: ['person', 'household', 'organisation', 'area'], isAcyclic: true,
    roles: { 1: '街道干部联系社区', 2: '社区班子联系网格支部', 3: '网格书记联系楼栋小组', 4: '小组长联系中心户', 5: '中心户联系党员', 6: '党员联系群众' },
  },
  guardian: { label: '监护', from: ['person'], to: ['person'], roles: { guardian: '监护人', carer: '照料人' }, isAcyclic: true },
  emergency: { label: '紧急联系', from: ['person'], to: ['person'], roles: CODE_TABLES.kin },
} as const satisfies Readonly<Record<string, RelationKind>>

export type RelationKindName = keyof typeof RELATION_KINDS

/** A relation as seen from one of its ends. */
interface Standing {
  readonly kind: string
  readonly role: string
  /** Whether it begins at the entry one stands on. */
  readonly isOutward: boolean
}

/** Of relations that stand now those of which an entry has one only, and has several: one of each is to be ended after a look. */
export function doubledAmong<T extends Standing>(relations: readonly T[]): readonly T[] {
  return [...Map.groupBy(relations.filter(isSingle), ({ kind }) => kind).values()].flatMap((of) => (of.length > 1 ? of : []))
}

/** People live in one house, whatever they own; of organisations above only the Party's is one: alliances may be several. */
function isSingle({ kind, role, isOutward }: Standing): boolean {
  if (!Object.hasOwn(RELATION_KINDS, kind)) return false
  if (kind === 'resides') return isOutward
  if (kind === 'above' && role !== 'party') return false
  return relationKind(kind as RelationKindName).single === (isOutward ? 'from' : 'to') // checked above
}

/** A kind by its name, with its widest type. */
export function relationKind(name: RelationKindName): RelationKind {
  return RELATION_KINDS[name]
}
