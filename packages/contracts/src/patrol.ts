import { z } from 'zod'
import { AppealForm } from './appeals.ts'
import { contract } from './contract.ts'
import { Id, Instant, Point, text } from './common.ts'
import { MoveForm } from './moves.ts'
import { AreaLevel } from './places.ts'

/** So many actions go into one batch at most. */
export const ACTION_LIMIT = 100

/** What somebody did on a phone, maybe without signal; its id is made there and is taken once. */
/** The id in small letters, as the database tells it. */
export const ActionForm = z.object({ id: Id.toLowerCase(), kind: z.string().max(40), at: Instant, body: z.record(z.string(), z.unknown()) })
export type ActionForm = z.infer<typeof ActionForm>

/** What became of an action. `failed` alone is not final: the phone tries again. */
export const ACTION_OUTCOMES = { applied: '已生效', clash: '别人先改了', refused: '没有被接受', failed: '服务器没办成，稍后再试' } as const
export type ActionOutcome = keyof typeof ACTION_OUTCOMES

export const ActionResult = z.object({
  /** Place in the batch: what has no readable id is found by it. */
  index: z.number(),
  id: z.string().nullable(),
  outcome: z.enum(Object.keys(ACTION_OUTCOMES) as [ActionOutcome, ...ActionOutcome[]]), // keys of a literal table
  /** Taken before; this is the answer of then. */
  isRepeated: z.boolean(),
  /** The phone's clock was off or ahead: the time written down is another than it said. */
  isClockCorrected: z.boolean(),
  answer: z.record(z.string(), z.unknown()).nullable(),
  error: z.object({ code: z.string(), message: z.string(), fields: z.record(z.string(), z.string()).optional() }).nullable(),
  /** Beside a clash: how the thing stands now. */
  current: z.record(z.string(), z.unknown()).nullable(),
})
export type ActionResult = z.infer<typeof ActionResult>

export const sendActions = contract({
  method: 'POST', path: '/patrol/actions', tag: '掌上APP', summary: '补传在手机上做的事：每件只生效一次，一件不成不影响别的',
  body: z.object({
    device: Id,
    /** The phone's clock when it sends: tells how far it is off. */
    sentAt: Instant.optional(),
    actions: z.array(z.unknown()).max(ACTION_LIMIT, `一次最多 ${ACTION_LIMIT} 条`),
  }),
  answer: z.object({ receivedAt: z.string(), results: z.array(ActionResult) }),
})

/** A photo or a recording as the server keeps it. */
export const PatrolPhoto = z.object({ id: Id, kind: z.enum(['image', 'audio']), seconds: z.number().nullable() })

export const uploadPatrolPhoto = contract({ method: 'POST', path: '/patrol/photos', tag: '掌上APP', summary: '补传一张照片或一段录音，得到编号；同样内容只存一份', status: 201, raw: 'upload', answer: PatrolPhoto })

/** So large a photo a phone sends at most. */
export const LARGEST_PHOTO = 20 * 1024 * 1024
/** How much of it is there; `photo`: all of it, and this is what it became. */
const PhotoProgress = z.object({ have: z.number(), photo: PatrolPhoto.nullable() })

export const resumePatrolPhoto = contract({
  method: 'POST', path: '/patrol/photos/:id/resumption', tag: '掌上APP', summary: '分段补传一张大照片：编号是手机里的，断了再问从哪里接着传；按内容的摘要核对，内容不同就从头来',
  params: z.object({ id: Id }), body: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/u, '摘要的写法不对'), size: z.number().int().min(1).max(LARGEST_PHOTO, '照片太大'), name: z.string().max(200) }), answer: PhotoProgress,
})

export const sendPatrolPiece = contract({
  method: 'POST', path: '/patrol/photos/:id/pieces', tag: '掌上APP', summary: '补传照片的下一段；不是下一段的不收，回答从哪里接着传', raw: 'upload',
  params: z.object({ id: Id }), query: z.object({ at: z.coerce.number().int().min(0).max(LARGEST_PHOTO) }), answer: PhotoProgress,
})

/** A report from the phone: the form of a registration. */
export const ReportAction = AppealForm.omit({ clientId: true, isPlaceSure: true }).extend({
  classCode: z.string().max(16).optional(),
  isSecret: z.boolean().default(false),
})

export type ReportAction = z.output<typeof ReportAction>

/** A move of a case as the phone saw it. */
export const MoveAction = z.intersection(z.object({ caseId: Id, version: z.number().int().min(1) }), MoveForm)

const Shape = z.object({ type: z.string(), coordinates: z.unknown() })

/** A case the phone carries: everything the flow decides on, so that moves can be worked out without signal. */
export const BundleCase = z.object({
  id: Id, number: z.string(), version: z.number(), title: z.string(), text: z.string(), areaPath: z.string(), areaName: z.string(), address: z.string().nullable(),
  point: Point.nullable(), classCode: z.string().nullable(), className: z.string().nullable(), registeredAt: z.string(), dueAt: z.string().nullable(),
  unitName: z.string().nullable(),
  core: z.record(z.string(), z.unknown()),
})
export type BundleCase = z.infer<typeof BundleCase>

export const BundleArea = z.object({ code: z.string(), level: AreaLevel, name: z.string(), path: z.string(), address: z.string().nullable(), point: Point.nullable(), geometry: Shape.nullable() })
export type BundleArea = z.infer<typeof BundleArea>

export const Bundle = z.object({
  areas: z.array(BundleArea),
  /** Codes on the walls of one's own grids, so that a scan says where it is without signal; absent in what a phone kept from before. */
  codes: z.array(z.object({ code: z.string(), name: z.string(), address: z.string() })).optional(),
  cases: z.array(BundleCase),
  /** There are more open cases in sight than a phone carries. */
  hasMoreCases: z.boolean(),
  classes: z.array(z.object({ code: z.string(), name: z.string(), fullName: z.string(), words: z.array(z.string()) })),
})
export type Bundle = z.infer<typeof Bundle>

export const patrolBundle = contract({ method: 'GET', path: '/patrol/bundle', tag: '掌上APP', summary: '手机要带走的：自己网格的地图、智慧码、在办案件、分类；没变化时回答 304', answer: Bundle })

export const openPatrolDevice = contract({
  method: 'POST', path: '/patrol/devices', tag: '掌上APP', summary: '登录后打开这部手机：取得本机资料的密钥；已注销的手机取不到', status: 201,
  body: z.object({ id: Id, name: text(60, '手机名称') }),
  answer: z.object({ secret: z.string(), openedAt: z.string() }),
})

export const listPatrolDevices = contract({
  method: 'GET', path: '/patrol/devices', tag: '掌上APP', summary: '我登录过的手机',
  answer: z.object({ devices: z.array(z.object({ id: Id, name: z.string(), openedAt: z.string(), seenAt: z.string(), isRevoked: z.boolean() })) }),
})

export const revokePatrolDevice = contract({
  method: 'POST', path: '/patrol/devices/:id/revocation', tag: '掌上APP', summary: '注销一部手机：它的登录马上失效，资料在下次联网时抹掉', status: 204,
  params: z.object({ id: Id }), answer: z.undefined(),
})

export const patrolDeviceState = contract({
  method: 'GET', path: '/patrol/devices/:id/state', tag: '掌上APP', summary: '某人在这部手机上是不是已被停用（登录失效后手机自己问）',
  params: z.object({ id: Id }), query: z.object({ owner: Id }), answer: z.object({ isRevoked: z.boolean() }),
})
