import { z } from 'zod'
import { AreaPath, Id, Instant, Look, Month, optionalText, text } from './common.ts'
import { contract } from './contract.ts'
import { StoryActWord, StoryStateWord } from './stories.ts'

/** As what somebody takes part; each has seats of its own. */
export const ACTIVITY_PARTS = { attendee: '参加', volunteer: '志愿者' } as const
export type ActivityPart = keyof typeof ACTIVITY_PARTS
const PartWord = z.enum(Object.keys(ACTIVITY_PARTS) as [ActivityPart, ...ActivityPart[]], { error: '请选择参加还是当志愿者' }) // keys of a literal table

export const SIGNUP_STATES = { taken: '已报名', cancelled: '已取消' } as const
export type SignupState = keyof typeof SIGNUP_STATES
const SignupStateWord = z.enum(Object.keys(SIGNUP_STATES) as [SignupState, ...SignupState[]]) // keys of a literal table

/** So many hours at most may one activity count. */
const HOURS_MOST = 24
const seats = (most: number, name: string) => z.number({ error: `请填写${name}` }).int().min(0, `${name}不能是负数`).max(most, `${name}最多 ${most} 个`)

/** What an activity is; both kinds of seats may be none, not both together. */
export const ActivityForm = z.object({
  title: text(60, '名称'), place: text(100, '地点'), audience: text(60, '对象'), body: text(2000, '说明'), startsAt: Instant, endsAt: Instant, seats: seats(2000, '参加名额'), volunteerSeats: seats(500, '志愿者名额'),
}).refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), { path: ['endsAt'], error: '结束要在开始之后' })
  .refine((form) => form.seats + form.volunteerSeats > 0, { path: ['seats'], error: '参加和志愿者至少要有一个名额' })
export type ActivityForm = z.output<typeof ActivityForm>

const Line = z.object({
  id: Id, title: z.string(), place: z.string(), audience: z.string(), areaName: z.string(), startsAt: Instant, endsAt: Instant,
  seats: z.number(), seatsFree: z.number(), volunteerSeats: z.number(), volunteersFree: z.number(),
  /** Still open for signing up and cancelling. */
  isOpen: z.boolean(),
  /** The story told of it afterwards. */
  storyId: Id.nullable(),
})
export type ActivityLine = z.infer<typeof Line>

/** One's own sign-up, as the resident sees it. */
const Signup = z.object({
  activityId: Id, title: z.string(), startsAt: Instant, part: PartWord, partName: z.string(), state: SignupStateWord, stateText: z.string(), canCancel: z.boolean(),
  /** Confirmed by the organiser; null before. */
  hours: z.number().nullable(),
  /** Who looked at one's name and telephone. */
  looks: z.array(Look),
})
export type ActivitySignup = z.infer<typeof Signup>

const ById = z.object({ id: Id })
const Version = z.number().int().min(1)
const TAG = '今朝风采'

export const listActivities = contract({ method: 'GET', path: '/activities', tag: TAG, summary: '已发布的活动：还没结束的按时间在前，后面是近三个月办过的', answer: z.object({ activities: z.array(Line) }) })
export const showActivity = contract({ method: 'GET', path: '/activities/:id', tag: TAG, summary: '一个活动', params: ById, answer: Line.extend({ body: z.string() }) })
export const signUp = contract({
  method: 'POST', path: '/activities/:id/signups', tag: TAG, summary: '报名：用手机号登录；名额满了告诉本人；一个手机号一次活动只占一个名额，同样的再来一次还是那一个', status: 201,
  params: ById, body: z.object({ part: PartWord, name: text(40, '称呼') }), answer: Signup,
})
export const cancelSignup = contract({ method: 'POST', path: '/activities/:id/cancellation', tag: TAG, summary: '取消自己的报名，名额立刻让给别人；开始以后不能取消', params: ById, body: z.object({}), answer: Signup })
export const eraseSignups = contract({
  method: 'POST', path: '/activities/:id/erasure', tag: TAG, summary: '抹去自己在一个活动里的称呼和电话；还没开始的报名同时取消，记过的志愿时长只留数字', params: ById, body: z.object({}), answer: z.undefined(), status: 204,
})
export const listOwnSignups = contract({
  method: 'GET', path: '/resident-me/activities', tag: TAG, summary: '我的活动：自己最近的报名，和所有志愿服务一共几小时', answer: z.object({ signups: z.array(Signup), hours: z.number(), /** There are older ones that are not listed. */ isCut: z.boolean() }),
})

/** An activity as the desk sees it. */
const DeskActivity = z.object({
  id: Id, form: z.object(ActivityForm.shape), version: z.number(), state: StoryStateWord, areaName: z.string(), writtenBy: z.string(), decidedBy: z.string().nullable(), note: z.string(),
  taken: z.number(), volunteers: z.number(), hours: z.number(), names: z.array(z.string()), acts: z.array(StoryActWord), canEdit: z.boolean(),
  /** No longer open for signing up; from now on hours are noted. */
  hasBegun: z.boolean(),
  /** The story told of it; of one outside one's own area only the id. */
  story: z.object({ id: Id, title: z.string().nullable(), state: StoryStateWord.nullable() }).nullable(),
})
export type DeskActivity = z.infer<typeof DeskActivity>

export const listDeskActivities = contract({
  method: 'GET', path: '/activity-desk', tag: TAG, summary: '活动：自己辖区的，开始晚的在前；可只看一个月办的、一片的、一种状态的', query: z.object({ month: Month.optional(), area: AreaPath.optional(), state: StoryStateWord.optional() }), answer: z.object({ activities: z.array(DeskActivity) }),
})
export const writeActivity = contract({ method: 'POST', path: '/activity-desk', tag: TAG, summary: '拟一个活动，存为草稿', status: 201, body: ActivityForm, answer: DeskActivity })
export const saveActivity = contract({
  method: 'PUT', path: '/activity-desk/:id', tag: TAG, summary: '修改草稿；名额不能少于已经报的', params: ById, body: z.object({ version: Version, activity: ActivityForm }), answer: DeskActivity,
})
export const actOnActivity = contract({
  method: 'POST', path: '/activity-desk/:id/acts', tag: TAG, summary: '送审、审过发布（须另一个人）、退回、撤下；退回和撤下要写原因',
  params: ById, body: z.object({ version: Version, act: StoryActWord, note: optionalText(300, '原因') }), answer: DeskActivity,
})
export const linkStory = contract({
  method: 'PUT', path: '/activity-desk/:id/story', tag: TAG, summary: '开始以后连上一篇已发布的今朝风采；空着就是去掉，随时可以', params: ById, body: z.object({ version: Version, storyId: Id.nullable() }), answer: DeskActivity,
})

const DeskSignup = z.object({ id: Id, part: PartWord, state: SignupStateWord, name: z.string().nullable(), phone: z.string().nullable(), hours: z.number().nullable(), confirmedBy: z.string().nullable(), at: Instant })
export type DeskSignup = z.infer<typeof DeskSignup>
export const listSignups = contract({ method: 'GET', path: '/activity-desk/:id/signups', tag: TAG, summary: '一个活动的报名：先报的在前，称呼和电话遮住', params: ById, answer: z.object({ signups: z.array(DeskSignup) }) })
const OneSignup = ById.extend({ signup: Id })
export const revealSignup = contract({
  method: 'POST', path: '/activity-desk/:id/signups/:signup/contact', tag: TAG, summary: '查看报名人的称呼和电话：须写明用途，记入审计',
  params: OneSignup, body: z.object({ purpose: z.enum(['contact', 'verify'], { error: '请选择用途' }), note: optionalText(200, '说明') }), answer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
})
export const confirmHours = contract({
  method: 'POST', path: '/activity-desk/:id/signups/:signup/hours', tag: TAG, summary: '已发布的活动开始以后，记一位志愿者的服务时长；零是没有来',
  params: OneSignup, body: z.object({ hours: z.number({ error: '请填写时长' }).min(0, '时长不能是负数').max(HOURS_MOST, `一次最多 ${HOURS_MOST} 小时`).multipleOf(0.5, '按半小时记') }), answer: DeskSignup,
})
