import { z } from 'zod'
import { contract } from './contract.ts'
import { Crs, FileRef, ForeignId, Id, Look, optionalText, text } from './common.ts'
import { Source } from './sources.ts'
import { RatingForm, StillThereForm } from './moves.ts'

const Number_ = z.object({ number: z.string().max(32) })
const QueryCode = z.object({ queryCode: z.string().min(1, '请填写查询码').max(32) })

export const AppealForm = z.object({
  text: text(5000, '要反映的事'),
  title: optionalText(100, '标题'),
  lon: z.number().optional(),
  lat: z.number().optional(),
  crs: Crs.default('WGS-84'),
  address: optionalText(200, '地址'),
  contact: z
    .object({
      name: optionalText(40, '称呼'),
      phone: z.string().regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字').optional(),
    })
    .optional(),
  /** A 智慧码: fixes the place. */
  code: z.string().max(64).optional(),
  /** The sender stands far from the code's place and says that it is about that place all the same. */
  isPlaceSure: z.boolean().default(false),
  /** Photos and voice notes, as `POST /files` numbered them. */
  files: z.array(Id).max(6, '照片和录音一共最多 6 个').default([]),
  /** The sender's own id: the same id twice is one appeal. */
  clientId: ForeignId.min(8).max(64).optional(),
})
export type AppealForm = z.output<typeof AppealForm>

/** What stands beside a form at a door that the gate watches. */
export const AtGate = {
  /** A name the device gave itself: only counts how much comes from it, and is not kept. */
  device: ForeignId.min(8).max(64).optional(),
  /** The answer to the puzzle of `proof-needed`. */
  proof: z.object({ challenge: z.string().max(120), answer: z.number().int().min(0) }).optional(),
}

export const raiseAppeal = contract({
  method: 'POST', path: '/appeals', tag: '诉求', summary: '报事：不用登录', status: 201,
  body: AppealForm.extend(AtGate),
  answer: z.object({ number: z.string(), queryCode: z.string() }),
})

/** An open report somebody may mean too, or one closed of late: no words, photo, number or person of those who reported. */
export const NearReport = z.object({ id: Id, what: z.string(), where: z.string(), distanceText: z.string(), sinceText: z.string(), stateText: z.string(), people: z.number(), /** It was closed of late: whoever finds it still there may say so. */ isDone: z.boolean() })
export type NearReport = z.infer<typeof NearReport>

export const listNearReports = contract({
  method: 'POST', path: '/appeals/near', tag: '诉求', summary: '附近还没办结的公共事项；withDone 连刚办结、像是同一件的一起；只说是什么事、在哪一片、大约多远',
  body: z.object({ text: optionalText(5000, '要反映的事'), lon: AppealForm.shape.lon, lat: AppealForm.shape.lat, crs: Crs.default('WGS-84'), address: AppealForm.shape.address, code: AppealForm.shape.code, /** Pages that know no «问题还在» do not ask for what was closed. */ withDone: z.boolean().default(false) }),
  answer: z.object({ reports: z.array(NearReport) }),
})

/** What whoever follows another's report sends. */
const Following = z.object({ contact: AppealForm.shape.contact, files: AppealForm.shape.files, clientId: ForeignId.min(8).max(64), ...AtGate })
const Receipt = z.object({ number: z.string(), queryCode: z.string() })

export const joinReport = contract({
  method: 'POST', path: '/appeals/near/:id/join', tag: '诉求', summary: '我也遇到：跟着已有的那件，不另立案', status: 201,
  params: z.object({ id: Id }),
  body: Following.extend({ note: optionalText(5000, '补充') }), answer: Receipt,
})

export const sayStillNear = contract({
  method: 'POST', path: '/appeals/near/:id/still-there', tag: '诉求', summary: '邻居说问题还在：刚办结的那件重新办，自己跟着；每件只能这样重办一次，再有就另报', status: 201,
  params: z.object({ id: Id }), body: Following.extend({ note: text(5000, '现在是什么样') }), answer: Receipt,
})

export const AppealProgress = z.object({
  number: z.string(),
  /** Who reported it for the reporter, with consent; masked. */
  through: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  address: z.string().nullable(),
  state: z.string(),
  stateText: z.string(),
  step: z.number(),
  stepName: z.string(),
  unitName: z.string().nullable(),
  nextText: z.string(),
  dueAt: z.string().nullable(),
  dueText: z.string().nullable(),
  timeline: z.array(z.object({ at: z.string(), title: z.string(), text: z.string(), unitName: z.string().nullable() })),
  reply: z.object({ text: z.string(), at: z.string(), files: z.array(FileRef) }).nullable(),
  photos: z.array(FileRef),
  /** What they said aloud. */
  voices: z.array(FileRef),
  canRate: z.boolean(),
  canSayStillThere: z.boolean(),
  rating: z.object({ solved: z.boolean(), satisfaction: z.number() }).nullable(),
  mergedInto: z.string().nullable(),
})
export type AppealProgress = z.infer<typeof AppealProgress>

export const showAppeal = contract({
  method: 'GET', path: '/appeals/:number', tag: '诉求', summary: '凭编号和查询码看进度',
  params: Number_, secrets: ['queryCode'], query: QueryCode, answer: AppealProgress,
})

export const rateAppeal = contract({
  method: 'POST', path: '/appeals/:number/rating', tag: '诉求', summary: '评价：解决了吗，满意吗',
  params: Number_, body: RatingForm, answer: AppealProgress,
})

export const sayStillThere = contract({
  method: 'POST', path: '/appeals/:number/still-there', tag: '诉求', summary: '问题还在',
  params: Number_, body: StillThereForm, answer: AppealProgress,
})

/** What is stored of whoever made a report, and who looked at their name and telephone. */
export const OwnData = z.object({
  number: z.string(), kept: z.array(z.object({ what: z.string(), value: z.string() })), looks: z.array(Look), canErase: z.boolean(),
})
export type OwnData = z.infer<typeof OwnData>

export const showOwnData = contract({
  method: 'GET', path: '/appeals/:number/own-data', tag: '诉求', summary: '我的信息：存了什么、谁看过我的称呼和电话', params: Number_, secrets: ['queryCode'], query: QueryCode, answer: OwnData,
})

export const eraseOwnData = contract({
  method: 'POST', path: '/appeals/:number/erasure', tag: '诉求', summary: '抹去我的称呼和电话；事情照常办', params: Number_, body: QueryCode, answer: OwnData,
})

export const uploadFile = contract({
  method: 'POST', path: '/files', tag: '附件', summary: '上传一张照片（重新编码，去掉拍摄信息）或一段录音（WebM、M4A、MP3、WAV，最长 60 秒、2 MB，去掉地点和作者）', status: 201, raw: 'upload',
  query: z.object({ device: AtGate.device, challenge: z.string().max(120).optional(), answer: z.coerce.number().int().min(0).optional() }),
  answer: z.object({ id: Id, kind: z.enum(['image', 'audio']), /** How long a recording plays. */ seconds: z.number().nullable(), width: z.number().nullable(), height: z.number().nullable(), gps: z.object({ lon: z.number(), lat: z.number() }).nullable() }),
})

export const appealFile = contract({
  method: 'GET', path: '/appeals/:number/files/:id', tag: '附件', summary: '诉求的附件：凭进度里给的地址（一两个小时有效），或凭查询码', raw: 'download',
  params: z.object({ number: z.string().max(32), id: Id }),
  query: QueryCode.partial().extend({ ticket: z.string().max(80).optional(), size: z.enum(['full', 'thumbnail']).default('full') }),
  answer: z.unknown(),
})

/** One signal of any source (API key): the id is the sender's, the same id twice is one signal. */
export const SignalForm = z.object({
  id: ForeignId.min(1).max(100),
  source: Source.default('device'),
  kind: ForeignId.min(1).max(40).default('appeal'),
  at: z.iso.datetime({ offset: true }),
  text: text(5000, '内容'),
  title: optionalText(100, '标题'),
  classCode: z.string().max(16).optional(),
  lon: z.number().optional(),
  lat: z.number().optional(),
  crs: Crs.default('WGS-84'),
  address: optionalText(200, '地址'),
  contact: AppealForm.shape.contact,
})
export type SignalForm = z.output<typeof SignalForm>

export const takeSignals = contract({
  method: 'POST', path: '/signals', tag: '信号', summary: '成批接收信号（接口密钥），同一编号只算一次', status: 202,
  body: z.object({ signals: z.array(z.unknown()).min(1).max(500) }),
  answer: z.object({
    taken: z.array(z.object({ id: z.string(), number: z.string(), isNew: z.boolean() })),
    refused: z.array(z.object({ index: z.number(), id: z.string().nullable(), message: z.string() })),
  }),
})
