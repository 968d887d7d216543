import { z } from 'zod'
import { AreaPath, Crs, Cursor, FileRef, Id, Instant, Limit, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

/** What a checklist is filled for; all but a place are entries of a register. */
export const CHECK_SUBJECTS = { place: '地点', house: '房屋', organisation: '单位和商铺', part: '部件' } as const
const Subject = z.enum(['place', 'house', 'organisation', 'part'], { error: '请选择检查的对象' })

export const ITEM_KINDS = { 'yes-no': '是否', number: '数字', choice: '选择', text: '文字' } as const
const Kind = z.enum(['yes-no', 'number', 'choice', 'text'], { error: '请选择题型' })

export const ITEM_PHOTOS = { none: '不用拍', danger: '有隐患才拍', always: '都要拍' } as const
const Bound = z.number().min(-1e9).max(1e9)

export const ChecklistItem = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/u, '项目编号的写法不对'),
  group: optionalText(30, '大项').default(''),
  text: text(100, '项目'),
  kind: Kind,
  unit: optionalText(10, '单位'),
  min: Bound.optional(),
  max: Bound.optional(),
  choices: z.array(text(30, '选项')).max(12, '最多 12 个选项').optional(),
  /** Which answer is a danger; absent: none is. */
  dangerWhen: z.union([z.object({ is: z.array(z.string().max(30)).max(12) }), z.object({ below: Bound.optional(), above: Bound.optional() })]).optional(),
  /** Of what class the case is that a danger becomes. */
  classCode: z.string().regex(/^[ABS]\d{2,6}$/u, '没有这个分类').optional(),
  photo: z.enum(['none', 'danger', 'always'], { error: '请选择要不要照片' }).default('none'),
  isNeeded: z.boolean().default(true),
})
export type ChecklistItem = z.output<typeof ChecklistItem>

export const ChecklistForm = z.object({
  name: text(40, '检查表的名称'),
  subject: Subject,
  purpose: optionalText(200, '用途说明').default(''),
  /** A list out of use is no longer offered; sheets filled before are still taken. */
  isActive: z.boolean().default(true),
  items: z.array(ChecklistItem).min(1, '至少要有一项').max(120, '最多 120 项').refine((items) => new Set(items.map(({ id }) => id)).size === items.length, '有两项的编号一样'),
})
export type ChecklistForm = z.output<typeof ChecklistForm>

/** As answers carry them: nothing left out. */
const ItemSaid = ChecklistItem.extend({ group: z.string(), photo: z.enum(['none', 'danger', 'always']), isNeeded: z.boolean() })
const FormSaid = ChecklistForm.extend({ purpose: z.string(), isActive: z.boolean(), items: z.array(ItemSaid) })

const Revision = z.number().int().min(0)
const Version = z.number().int().min(1)
const TAG = '检查'
const ById = z.object({ id: Id })

const Published = z.object({ version: Version, note: z.string(), publishedBy: z.string(), publishedAt: z.string().nullable() })

/** A checklist with its draft and all that was published of it. */
export const ChecklistDetail = z.object({
  id: Id, revision: Revision, form: FormSaid.nullable(), draft: FormSaid.nullable(), changedBy: z.string().nullable(), changedAt: z.string().nullable(),
  /** The latest first; version 1 of a list that came with the program has no day. */
  versions: z.array(Published), classNames: z.record(z.string(), z.string()), mayEdit: z.boolean(),
})
export type ChecklistDetail = z.infer<typeof ChecklistDetail>

export const listChecklists = contract({
  method: 'GET', path: '/checks/lists', tag: TAG, summary: '在用的检查表，各一张最新发布的；手机上填的就是它',
  answer: z.object({ lists: z.array(z.object({ id: Id, name: z.string(), version: Version, subject: Subject, purpose: z.string(), items: z.array(ItemSaid) })) }),
})

export const ChecklistRow = z.object({
  id: Id, name: z.string(), subject: Subject, version: z.number(), items: z.number(), isActive: z.boolean(), hasDraft: z.boolean(), sheets: z.number(), openDangers: z.number(), lastFilledAt: z.string().nullable(),
})
export type ChecklistRow = z.infer<typeof ChecklistRow>

export const listAllChecklists = contract({
  method: 'GET', path: '/checks/all-lists', tag: TAG, summary: '全部检查表：停用的、只有草稿的也在；各填了几张，还有几处隐患没有办完',
  answer: z.object({ lists: z.array(ChecklistRow), asOf: z.string() }),
})

export const showChecklist = contract({ method: 'GET', path: '/checks/lists/:id', tag: TAG, summary: '一张检查表：已发布的、草稿、历次版本', params: ById, answer: ChecklistDetail })

export const showChecklistVersion = contract({
  method: 'GET', path: '/checks/lists/:id/versions/:version', tag: TAG, summary: '检查表的一个旧版本，发布后不再改', params: z.object({ id: Id, version: z.coerce.number().int().min(1) }), answer: Published.extend({ form: FormSaid }),
})

export const createChecklist = contract({ method: 'POST', path: '/checks/lists', tag: TAG, summary: '新建检查表，先存为草稿', status: 201, body: ChecklistForm, answer: ChecklistDetail })

export const saveChecklistDraft = contract({
  method: 'PUT', path: '/checks/lists/:id/draft', tag: TAG, summary: '改检查表的草稿；发布以前手机上看不到；版本不符不覆盖别人的修改', params: ById, body: z.object({ revision: Revision, form: ChecklistForm }), answer: ChecklistDetail,
})

export const dropChecklistDraft = contract({ method: 'DELETE', path: '/checks/lists/:id/draft', tag: TAG, summary: '丢弃草稿', params: ById, query: z.object({ revision: z.coerce.number().int().min(1) }), status: 204, answer: z.undefined() })

export const publishChecklist = contract({
  method: 'POST', path: '/checks/lists/:id/publish', tag: TAG, summary: '发布草稿：成为新的一版，从此不再改；问数据池里已有内容的不能发布',
  params: ById, body: z.object({ revision: Revision, note: optionalText(200, '说明').default('') }), answer: ChecklistDetail,
})

export const checklistPaper = contract({ method: 'GET', path: '/checks/lists/:id/paper', tag: TAG, summary: '空白检查表（PDF），没有手机时用笔填', params: ById, raw: 'download', answer: z.undefined() })

const Answer = z.object({
  itemId: z.string().max(20), value: z.union([z.number(), text(1000, '答案')]), note: optionalText(300, '说明'), photos: z.array(Id).max(6, '一项最多六张照片').default([]),
})

/** A filled sheet as the phone sends it; the id is made there, the same id twice is one sheet. */
export const CheckFill = z.object({
  id: Id, listId: Id, version: Version,
  subject: z.object({ kind: Subject, id: z.string().max(60).optional(), label: optionalText(80, '检查的地方'), areaPath: AreaPath.optional(), lon: z.number().optional(), lat: z.number().optional(), crs: Crs.default('WGS-84') }),
  answers: z.array(Answer).max(120), at: Instant,
})
export type CheckFill = z.output<typeof CheckFill>

/** The same as an action of the phone, which carries id and time itself. */
export const FillAction = CheckFill.omit({ id: true, at: true })

const FoundDanger = z.object({ itemId: z.string(), caseNumber: z.string() })

export const fillChecklist = contract({
  method: 'POST', path: '/checks/sheets', tag: TAG, summary: '交一张填好的检查表：按它那一版核对；查出的隐患各立一件案，按分类派给责任单位', status: 201, body: CheckFill,
  answer: z.object({ id: Id, dangers: z.array(FoundDanger) }),
})

export const SheetRow = z.object({
  id: Id, listId: Id, listName: z.string(), version: z.number(), subject: Subject, subjectLabel: z.string(), subjectId: z.string().nullable(), areaPath: z.string(), areaName: z.string(), at: z.string(), receivedAt: z.string(), by: z.string(),
  asked: z.number(), passed: z.number(), dangers: z.number(),
})
export type SheetRow = z.infer<typeof SheetRow>

export const listSheets = contract({
  method: 'GET', path: '/checks/sheets', tag: TAG, summary: '填好的检查表，新的在前：按检查表、区域、有没有隐患筛选',
  query: z.object({ list: Id.optional(), area: AreaPath.optional(), danger: z.enum(['yes', 'no']).optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ sheets: z.array(SheetRow), next: z.string().nullable(), asOf: z.string() }),
})

/** How the case of a danger stands. */
export const Standing = z.object({ caseId: Id, number: z.string(), state: z.string(), stateName: z.string(), unitName: z.string().nullable(), dueAt: z.string().nullable(), isOpen: z.boolean(), isOverdue: z.boolean() })

export const SheetDetail = SheetRow.extend({
  answers: z.array(z.object({ itemId: z.string(), group: z.string(), text: z.string(), answer: z.string(), note: z.string(), isDanger: z.boolean(), photos: z.array(FileRef), case: Standing.nullable() })),
})
export type SheetDetail = z.infer<typeof SheetDetail>

export const showSheet = contract({ method: 'GET', path: '/checks/sheets/:id', tag: TAG, summary: '一张填好的检查表：每项的答案、照片，隐患办到哪一步', params: ById, answer: SheetDetail })

export const sheetPhoto = contract({
  method: 'GET', path: '/checks/sheets/:id/photos/:photoId', tag: TAG, summary: '检查表上的一张照片', params: z.object({ id: Id, photoId: Id }), query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }), raw: 'stream', answer: z.undefined(),
})

export const DANGER_STATES = { open: '没有办完', overdue: '超期', checking: '等复查', closed: '已复查办结' } as const
export type DangerState = keyof typeof DANGER_STATES
const StateWord = z.enum(['open', 'overdue', 'checking', 'closed'], { error: '没有这种状态' })

export const DangerRow = z.object({
  id: Id, sheetId: Id, listId: Id, listName: z.string(), text: z.string(), answer: z.string(), note: z.string(), subjectLabel: z.string(), areaPath: z.string(), areaName: z.string(), className: z.string(), foundAt: z.string(), case: Standing.nullable(),
  before: z.array(FileRef), after: z.array(FileRef),
})
export type DangerRow = z.infer<typeof DangerRow>

const Tally = z.object({ id: z.string(), name: z.string(), open: z.number(), overdue: z.number() })

export const listDangers = contract({
  method: 'GET', path: '/checks/dangers', tag: TAG, summary: '隐患：排查发现的每一处，整改前后的照片，案件办到哪一步；按区域、检查表、状态看，数字就是清单的长度',
  query: z.object({ state: StateWord.default('open'), list: Id.optional(), area: AreaPath.optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({
    dangers: z.array(DangerRow), next: z.string().nullable(), counts: z.object({ open: z.number(), overdue: z.number(), checking: z.number(), closed: z.number() }),
    /** Open ones by the areas just below, and by checklist. */
    byArea: z.array(Tally), byList: z.array(Tally), asOf: z.string(),
  }),
})
