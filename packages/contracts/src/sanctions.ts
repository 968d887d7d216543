import { z } from 'zod'
import { AreaPath, Cursor, Day, Id, Instant, Limit, optionalText, text } from './common.ts'
import { Standing } from './checks.ts'
import { contract } from './contract.ts'

const TAG = '检查'
const Grade = z.enum(['notice', 'talk', 'report'], { error: '请选择怎样处理' })

/** How the unit is told. */
export const TOLD_WAYS = { text: '短信', hand: '当面交付', post: '寄送' } as const
export type ToldWay = keyof typeof TOLD_WAYS

/** What is done about the unit that answers for dangers. */
export const SanctionForm = z.object({
  organisationId: Id,
  grade: Grade,
  /** The dangers it is for. */
  caseIds: z.array(Id).min(1, '请选择为哪处隐患').max(20, '一次最多写 20 处隐患'),
  text: text(1000, '处理情况'),
  /** By when the unit puts it right and answers. */
  dueOn: Day,
  /** Why it is graver than what comes next in turn. */
  reason: optionalText(200, '越级的理由').default(''),
})
export type SanctionForm = z.output<typeof SanctionForm>

export const SanctionRow = z.object({
  id: Id, grade: Grade, organisation: z.object({ id: Id, name: z.string(), kindName: z.string(), hasPhone: z.boolean() }), areaPath: z.string(), text: z.string(), reason: z.string(), by: z.string(), at: Instant,
  /** Of those in sight. */
  cases: z.array(Standing),
  /** Null: of before days were set. */
  dueOn: Day.nullable(),
  /** To hand over or post: what, for which dangers, by when. */
  letter: z.string(),
  told: z.object({ at: Instant, by: z.string(), how: z.enum(['text', 'hand', 'post']) }).nullable(),
  answer: z.object({ on: Day, text: z.string(), by: z.string(), at: Instant }).nullable(),
  /** Its day is over and the unit has not answered. */
  isUnanswered: z.boolean(),
  withdrawn: z.object({ at: Instant, by: z.string(), reason: z.string() }).nullable(),
})
export type SanctionRow = z.infer<typeof SanctionRow>

export const listSanctions = contract({
  method: 'GET', path: '/checks/sanctions', tag: TAG, summary: '对责任单位的处理：通报、约谈、上报主管部门；新的在前；给出单位时说按次序下一次该是哪一种',
  query: z.object({ organisation: Id.optional(), area: AreaPath.optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ sanctions: z.array(SanctionRow), next: z.string().nullable(), suggested: Grade.nullable(), asOf: Instant }),
})

export const imposeSanction = contract({
  method: 'POST', path: '/checks/sanctions', tag: TAG, summary: '为隐患处理一个责任单位；比按次序该用的更重要写明理由；同一个编号只记一次', status: 201, body: z.object({ id: Id, sanction: SanctionForm }), answer: SanctionRow,
})

export const withdrawSanction = contract({
  method: 'POST', path: '/checks/sanctions/:id/withdrawal', tag: TAG, summary: '撤销一次处理：记录留着，不再算次数', params: z.object({ id: Id }), body: z.object({ reason: text(200, '撤销的理由') }), answer: SanctionRow,
})

export const tellSanction = contract({
  method: 'POST', path: '/checks/sanctions/:id/telling', tag: TAG, summary: '告知责任单位：发短信，或记下已当面交付、已寄送；没有发出去的短信不算告知', params: z.object({ id: Id }), body: z.object({ how: z.enum(['text', 'hand', 'post'], { error: '请选择怎样告知' }) }),
  /** `words`: of a text message that a street without a gateway would have sent. */
  answer: z.object({ sanction: SanctionRow, words: z.string().nullable() }),
})

export const answerSanction = contract({
  method: 'POST', path: '/checks/sanctions/:id/answer', tag: TAG, summary: '登记责任单位的答复，只记一次', params: z.object({ id: Id }), body: z.object({ on: Day, text: text(1000, '答复') }), answer: SanctionRow,
})
