import { z } from 'zod'
import { AppealForm } from './appeals.ts'
import { AreaPath, Cursor, Day, ForeignId, Id, Instant, Limit, optionalText } from './common.ts'
import { contract } from './contract.ts'

const TAG = '联系户'

/** What comes of knocking as a neighbour: of a worker's results those that say nothing of the people behind the door. */
export const DOOR_RESULTS = { met: '见到', nobody: '没见到', later: '约好再来' } as const
export type DoorResult = keyof typeof DOOR_RESULTS
const Result = z.enum(Object.keys(DOOR_RESULTS) as [DoorResult, ...DoorResult[]], { error: '请选择见到、没见到还是约好再来' }) // keys of a literal table

/** Whether whoever signed in holds such a post, and what they agree to. `shared`: several people of the register have this telephone. */
const PostStanding = z.object({
  state: z.enum(['none', 'shared', 'asked', 'open']), posts: z.array(z.object({ role: z.string(), place: z.string() })),
  notice: z.array(z.object({ title: z.string(), text: z.string() })),
})
export type PostStanding = z.infer<typeof PostStanding>

export const showOwnPost = contract({ method: 'GET', path: '/resident-me/post', tag: TAG, summary: '我是不是现任的楼长、楼栋党小组长或党员中心户；是的话先看告知、再同意', answer: PostStanding })
export const agreeToPost = contract({ method: 'POST', path: '/resident-me/post/consent', tag: TAG, summary: '看过告知，同意用「我的联系户」', answer: PostStanding })
export const leavePost = contract({ method: 'POST', path: '/resident-me/post/leave', tag: TAG, summary: '不再用「我的联系户」：马上看不到', answer: PostStanding })

/** A door as it is written on it: nothing of who lives there. `lastVisit`: one's own. */
const Door = z.object({ id: Id, place: z.string(), lastVisit: z.object({ at: Instant, resultName: z.string() }).nullable() })
export type Door = z.infer<typeof Door>

export const listDoors = contract({
  method: 'GET', path: '/resident-me/doors', tag: TAG, summary: '我的联系户：只有门（楼、单元、室）；看一次记一次',
  answer: z.object({ doors: z.array(Door), /** Contacts whose home nobody entered. */ homeless: z.number(), asOf: Instant }),
})

const One = z.object({ id: Id })
const DoorVisit = z.object({ id: Id, at: Instant, place: z.string(), result: Result, resultName: z.string(), note: z.string() })
export type DoorVisit = z.infer<typeof DoorVisit>

export const visitDoor = contract({
  method: 'POST', path: '/resident-me/doors/:id/visits', tag: TAG, summary: '上门记一笔；同一个编号只记一次；说明里的电话、证件号、车牌和认得出的姓名不存', status: 201,
  params: One, body: z.object({ id: Id, result: Result, note: optionalText(200, '说明') }), answer: DoorVisit,
})

export const listDoorVisits = contract({
  method: 'GET', path: '/resident-me/door-visits', tag: TAG, summary: '我上过的门：只给本人看，最近的在前', query: z.object({ cursor: Cursor.optional(), limit: Limit }), answer: z.object({ visits: z.array(DoorVisit), next: z.string().nullable() }),
})

export const reportFromDoor = contract({
  method: 'POST', path: '/resident-me/doors/:id/appeals', tag: TAG, summary: '替他反映：和别的报事一样办，地点是这扇门，来源写明楼长、中心户', status: 201,
  params: One, body: AppealForm.pick({ text: true, title: true, files: true }).extend({ clientId: ForeignId.min(8).max(64) }), answer: z.object({ number: z.string(), queryCode: z.string() }),
})

/** Since so many days nobody was there. */
const Days = z.coerce.number().int().min(7).max(365).default(30)
const Place = z.object({ path: z.string(), code: z.string(), name: z.string() })

export const gridDoorContacts = contract({
  method: 'GET', path: '/grid/door-contacts', tag: '网格', summary: '楼长、中心户的轻账号和联系户：每个网格几个任职、几个来过、几户多少天没人上过门；只说地方，不给人排名',
  query: z.object({ area: AreaPath.optional(), days: Days }),
  answer: z.object({
    area: Place, asOf: Instant, days: z.number(), definition: z.string(),
    grids: z.array(z.object({ path: z.string(), name: z.string(), posts: z.number(), open: z.number(), left: z.number(), never: z.number(), households: z.number(), unvisited: z.number() })),
  }),
})

export const POST_STATES = { open: '在用', left: '退出了', never: '还没来过' } as const
export type PostState = keyof typeof POST_STATES

export const gridDoorContactsAt = contract({
  method: 'GET', path: '/grid/door-contacts/places/:path', tag: '网格', summary: '一个网格（或一栋楼）的：谁在任、有没有来过；哪些户多少天没人上过门',
  params: z.object({ path: AreaPath }), query: z.object({ days: Days }),
  answer: z.object({
    area: Place, asOf: Instant, days: z.number(),
    people: z.array(z.object({ personId: Id, name: z.string(), role: z.string(), place: z.string(), state: z.enum(Object.keys(POST_STATES) as [PostState, ...PostState[]]), agreedOn: Day.nullable() })), // keys of a literal table
    doors: z.array(z.object({ id: Id, place: z.string(), lastOn: Day.nullable() })), isCut: z.boolean(),
  }),
})
