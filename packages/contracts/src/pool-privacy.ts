import { z } from 'zod'
import { AreaPath, Day, Id, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

const ById = z.object({ id: Id })

export const REVEAL_PURPOSES = { visit: '上门走访', contact: '联系本人', verify: '核对信息', service: '代办服务', emergency: '紧急救助', law: '依法提供' } as const
export type RevealPurpose = keyof typeof REVEAL_PURPOSES

export const revealPerson = contract({
  method: 'POST', path: '/persons/:id/reveal', tag: '数据池', summary: '查看一个人的姓名、电话、证件号码等：要写用途，记入审计，本人可以知道', params: ById,
  body: z.object({
    fields: z.array(z.string().max(40)).min(1, '请选择要看的项目').max(10), purpose: z.enum(Object.keys(REVEAL_PURPOSES) as [RevealPurpose, ...RevealPurpose[]], { error: '请选择用途' }), // keys of a literal table
    note: optionalText(100, '说明'),
  }),
  answer: z.object({ values: z.record(z.string(), z.string().nullable()) }),
})

export const PersonAccess = z.object({ id: Id, at: z.string(), by: z.string(), what: z.string(), whatName: z.string(), fields: z.array(z.string()), purpose: z.string() })
export type PersonAccess = z.infer<typeof PersonAccess>

export const listAccesses = contract({
  method: 'GET', path: '/persons/:id/accesses', tag: '数据池', summary: '谁看过这个人的信息：可以打印给本人；打印也记一笔', params: ById, query: z.object({ print: z.enum(['true', 'false']).default('false') }),
  answer: z.object({ person: z.string(), accesses: z.array(PersonAccess), asOf: z.string() }),
})

export const mergePersons = contract({
  method: 'POST', path: '/persons/:id/merge', tag: '数据池', summary: '登记重了的人并入另一条；可以撤销', params: ById,
  body: z.object({ intoId: Id, reason: text(200, '判断是同一个人的依据') }), answer: z.object({ intoId: Id }),
})

export const unmergePerson = contract({
  method: 'POST', path: '/persons/:id/unmerge', tag: '数据池', summary: '撤销合并，两条各归各', params: ById, body: z.object({ reason: text(200, '撤销的原因') }), status: 204, answer: z.undefined(),
})

export const personFile = contract({
  method: 'POST', path: '/persons/:id/file', tag: '数据池', summary: '一个人的全部信息，供本人查阅、复制（个人信息保护法第四十五条）；记入审计', params: ById, body: z.object({ purpose: text(200, '本人申请的情况') }),
  answer: z.object({
    madeAt: z.string(), madeBy: z.string(), person: z.record(z.string(), z.string()), facts: z.record(z.string(), z.array(z.string())), relations: z.array(z.string()), tags: z.array(z.string()),
    history: z.array(z.object({ at: z.string(), by: z.string(), text: z.string() })),
    /** What is kept elsewhere in the house: care, visits. */
    kept: z.array(z.object({ name: z.string(), lines: z.array(z.string()) })), accesses: z.array(PersonAccess),
  }),
})

export const erasePerson = contract({
  method: 'POST', path: '/persons/:id/erasure', tag: '数据池', summary: '抹去一个人的信息（个人信息保护法第四十七条）：销毁其密钥，不能恢复；留下证明', params: ById,
  body: z.object({ version: z.number().int().min(1), reason: text(200, '依据和原因') }),
  answer: z.object({ proof: z.object({ id: Id, at: z.string(), entries: z.number(), digest: z.string() }) }),
})

const SENSITIVE_KINDS = { release: '刑满释放、安置帮教人员', correction: '社区矫正对象', psychiatric: '严重精神障碍患者', drugs: '吸毒人员', youth: '重点青少年', petition: '重点信访人员' } as const
export type SensitiveKind = keyof typeof SENSITIVE_KINDS
export { SENSITIVE_KINDS }

export const SENSITIVE_STATES = { proposed: '待批准', declined: '没有批准', open: '使用中', ended: '已终止' } as const
const SensitiveState = z.enum(Object.keys(SENSITIVE_STATES) as [keyof typeof SENSITIVE_STATES, ...(keyof typeof SENSITIVE_STATES)[]]) // keys of a literal table
const SensitiveKindName = z.enum(Object.keys(SENSITIVE_KINDS) as [SensitiveKind, ...SensitiveKind[]], { error: '请选择类别' }) // keys of a literal table

export const SensitiveRegister = z.object({
  id: Id, kind: SensitiveKindName, kindName: z.string(), areaPath: z.string(), areaName: z.string(), legalBasis: z.string(), purpose: z.string(), state: SensitiveState, proposedBy: z.string(),
  proposedAt: z.string(), decision: z.object({ by: z.string(), at: z.string(), note: z.string() }).nullable(), expiresOn: z.string(), readers: z.array(z.string()), isReader: z.boolean(), mayDecide: z.boolean(),
})
export type SensitiveRegister = z.infer<typeof SensitiveRegister>

export const listSensitiveRegisters = contract({
  method: 'GET', path: '/sensitive-registers', tag: '敏感登记', summary: '重点人群、特殊人群的登记：默认没有；依据、目的、谁能看、到哪天', answer: z.object({ registers: z.array(SensitiveRegister) }),
})

export const listSensitiveReaders = contract({
  method: 'GET', path: '/sensitive-readers', tag: '敏感登记', summary: '谁能被指定为一个区域的敏感登记的读者：岗位能看，辖区有关', query: z.object({ area: AreaPath }),
  answer: z.object({ people: z.array(z.object({ id: Id, name: z.string(), unitNames: z.array(z.string()) })) }),
})

export const proposeSensitiveRegister = contract({
  method: 'POST', path: '/sensitive-registers', tag: '敏感登记', summary: '申请建立：写明法律依据、目的、读者和期限，由另一人批准', status: 201,
  body: z.object({
    kind: SensitiveKindName, areaPath: AreaPath, legalBasis: text(300, '法律依据').refine((said) => said.length >= 6, '请写明法律、法规的名称和条款'), purpose: text(300, '目的'), expiresOn: Day,
    readers: z.array(Id).min(1, '请指定谁能看').max(10),
  }),
  answer: SensitiveRegister,
})

export const decideSensitiveRegister = contract({
  method: 'POST', path: '/sensitive-registers/:id/decision', tag: '敏感登记', summary: '批准或不批准；申请人不能批自己的', params: ById,
  body: z.object({ isApproved: z.boolean(), note: optionalText(200, '说明') }), answer: SensitiveRegister,
})

export const endSensitiveRegister = contract({
  method: 'POST', path: '/sensitive-registers/:id/end', tag: '敏感登记', summary: '提前终止，内容销毁', params: ById, body: z.object({ reason: text(200, '原因') }), answer: SensitiveRegister,
})

export const SensitiveEntry = z.object({ id: Id, personId: Id, name: z.string(), areaName: z.string(), note: z.string(), createdAt: z.string(), createdBy: z.string() })
export type SensitiveEntry = z.infer<typeof SensitiveEntry>

export const readSensitiveRegister = contract({
  method: 'POST', path: '/sensitive-registers/:id/reading', tag: '敏感登记', summary: '查看内容：只有指定的读者，要写用途，每次记入审计，本人可以知道', params: ById, body: z.object({ purpose: text(200, '用途') }),
  answer: z.object({ entries: z.array(SensitiveEntry) }),
})

export const addSensitiveEntry = contract({
  method: 'POST', path: '/sensitive-registers/:id/entries', tag: '敏感登记', summary: '登记一个人', params: ById, body: z.object({ personId: Id, note: text(500, '情况') }), status: 201, answer: z.object({ id: Id }),
})

export const removeSensitiveEntry = contract({
  method: 'DELETE', path: '/sensitive-registers/:id/entries/:entryId', tag: '敏感登记', summary: '移出一个人', params: z.object({ id: Id, entryId: Id }), status: 204, answer: z.undefined(),
})

export const RetentionRule = z.object({ code: z.string(), name: z.string(), days: z.number(), isOn: z.boolean(), version: z.number() })
export type RetentionRule = z.infer<typeof RetentionRule>
export const DeletionProof = z.object({ id: Id, at: z.string(), rule: z.string(), entries: z.number(), digest: z.string(), by: z.string(), reason: z.string() })
export type DeletionProof = z.infer<typeof DeletionProof>

export const listRetention = contract({
  method: 'GET', path: '/retention', tag: '敏感登记', summary: '保存期限，和已经销毁了什么的证明', answer: z.object({ rules: z.array(RetentionRule), proofs: z.array(DeletionProof) }),
})

export const saveRetentionRule = contract({
  method: 'PUT', path: '/retention/:code', tag: '敏感登记', summary: '修改一条保存期限', params: z.object({ code: z.string().max(40) }),
  body: z.object({ version: z.number().int().min(1), days: z.number().int().min(30, '至少 30 天').max(36_500, '最多一百年'), isOn: z.boolean() }), answer: RetentionRule,
})

/** A figure about people; null: it was held back because few people stand behind it, or it would tell such a figure. */
const Cell = z.object({ key: z.string(), name: z.string(), count: z.number().nullable() })

/** What people are counted by, and what exactly is counted. */
export const PERSON_FIGURES = {
  age: { name: '年龄', definition: '在册居民，按出生年月到今天的周岁，每十岁一段。' },
  residence: { name: '人口类别', definition: '在册居民，按登记的人口类别；流动人口、人户分离、境外人员各算各的。' },
  special: { name: '特殊人群', definition: '在册居民中，带独居老人、空巢老人、高龄老人、残疾人、低保标签之一的；一个人带几个标签也只算一次。不含敏感登记里的人。' },
  party: { name: '党员网络', definition: '政治面貌为中共党员的在册居民，党组织关系现在落在某个党组织的，算在网络里。' },
  contact: { name: '挂包联系', definition: '在册的户，六级挂包联系里现在有联系人的，算有人联系。' },
  sex: { name: '性别', definition: '在册居民，按登记的性别。' },
  political: { name: '政治面貌', definition: '在册居民，按登记的政治面貌。' },
  education: { name: '学历', definition: '在册居民，按登记的学历。' },
} as const
export type PersonFigure = keyof typeof PERSON_FIGURES

export const personFigures = contract({
  method: 'GET', path: '/persons/figures', tag: '数据池', summary: '居民和户的统计：按年龄段、性别、人口类别、政治面貌、特殊人群、党员网络、有没有人联系分；不足 10 的不显示，也推算不出', query: z.object({ area: AreaPath, by: z.enum(Object.keys(PERSON_FIGURES) as [PersonFigure, ...PersonFigure[]]).default('age') }), // keys of a literal table
  answer: z.object({ definition: z.string(), source: z.string(), total: z.number().nullable(), columns: z.array(Cell), rows: z.array(z.object({ path: z.string(), name: z.string(), total: z.number().nullable(), cells: z.array(Cell) })), asOf: z.string(), held: z.number() }),
})
