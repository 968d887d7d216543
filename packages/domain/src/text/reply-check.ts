import { signsIn } from './signs.ts'
import { personalIn } from './mentions.ts'
import { CONTACT, GROUND, HARSH, MEASURE, QUESTIONS, TEMPLATE, WHEN } from './reply-words.ts'
import { halfWidth } from './widths.ts'

/** What is looked at in a reply. */
export const REPLY_POINTS = { answers: '答其所问', measure: '办了什么', date: '时间', contact: '联系方式', template: '自己的内容', late: '及时', tone: '语气', privacy: '不含个人信息' } as const
export type ReplyPoint = keyof typeof REPLY_POINTS

/** One point of a reply: fine, or advice in words; `words` are what decided. */
export interface ReplyAdvice {
  readonly point: ReplyPoint
  readonly name: string
  readonly isFine: boolean
  readonly text: string
  readonly words: readonly string[]
}

/** A reply beside what it answers; times in ms. */
export interface ReplyDraft {
  readonly asked: string
  /** What the matter is called, where it has a title. */
  readonly title?: string
  readonly reply: string
  readonly dueAt?: number | null
  readonly now?: number
}

const MOST_READ = 20_000
/** Characters that say something, below which a reply is too short to be one. */
const LEAST_OWN = 15
/** Part of a reply that fits under every message. */
const MOST_TEMPLATE = 0.6
/**
 * Share of what was asked that returns in the reply: of 2,716 real replies 10 % lie below (most of them say nothing at
 * all), of the same replies under other letters 78 %.
 */
const LEAST_SHARED = 0.06
const ENOUGH_PAIRS = 6
const COMMON_PAIRS = new Set('我们 你们 他们 希望 问题 请问 领导 您好 谢谢 现在 已经 可以 没有 有关 相关 部门 反映 进行 情况 处理 解决 一个 这个 因为 所以 但是 居民 群众 政府 管理 要求 一直 多次 尽快 之后 时候'.split(' '))

/**
 * Looks at a reply before it is sent. Advice with its reason, never a block; an empty reply gets none. Pure rules over
 * words; linear in the length of both texts.
 */
export function checkReply({ asked, title, reply, dueAt, now }: ReplyDraft): ReplyAdvice[] {
  const text = halfWidth(reply.slice(0, MOST_READ)).trim()
  if (text === '') return []
  const question = halfWidth(asked.slice(0, MOST_READ))
  return [answersWhat({ question, title: title ?? '' }, text), namesMeasure(ownPartOf(text)), namesDate(text), namesContact(text), isOwn(text), ...isInTime(dueAt, now), isKind(text, question), keepsPrivate(text)]
}

function point(id: ReplyPoint, isFine: boolean, text: string, words: readonly (string | undefined)[] = []): ReplyAdvice {
  return { point: id, name: REPLY_POINTS[id], isFine, text, words: words.filter((word) => word !== undefined) }
}

function answersWhat({ question, title }: { readonly question: string; readonly title: string }, text: string): ReplyAdvice {
  for (const [asked, answers, lack] of QUESTIONS) {
    const word = asked.exec(question)?.[0]
    if (word !== undefined && !answers.test(text)) return point('answers', false, `${lack}。`, [word])
  }
  const [named, wanted, given] = [pairsOf(title), pairsOf(`${title}\n${question}`), pairsOf(ownPartOf(text))]
  const shared = [...wanted].filter((pair) => given.has(pair))
  // A long letter holds more than its matter; what counts is how much of the smaller of both returns, or of the title.
  const share = Math.max(shared.length / Math.max(1, Math.min(wanted.size, given.size)), named.size > 0 ? [...named].filter((pair) => given.has(pair)).length / named.size : 0)
  if (wanted.size >= ENOUGH_PAIRS && share < LEAST_SHARED) return point('answers', false, '答复里几乎没有提到所反映的事，请对着原话逐项回答。')
  return point('answers', true, '提到了所反映的事')
}

function namesMeasure(text: string): ReplyAdvice {
  const done = MEASURE.exec(text)?.[0]
  if (done !== undefined) return point('measure', true, '说了办了什么或将办什么', [done])
  const ground = GROUND.exec(text)?.[0]
  if (ground !== undefined) return point('measure', true, '说了原因或依据', [ground])
  return point('measure', false, '没有说办了什么、准备办什么，也没有说不能办的原因。')
}

function namesDate(text: string): ReplyAdvice {
  const when = WHEN.exec(text)?.[0]
  return when === undefined ? point('date', false, '没有时间：写明哪天办的，或哪天前办好。') : point('date', true, '有时间', [when])
}

function namesContact(text: string): ReplyAdvice {
  const contact = CONTACT.exec(text)?.[0]
  return contact === undefined ? point('contact', false, '没有联系方式：留一个单位电话或办理地点，居民还有疑问时知道找谁。') : point('contact', true, '有联系方式', [contact])
}

function isOwn(text: string): ReplyAdvice {
  const [own, all] = [lengthOf(ownPartOf(text)), lengthOf(text)]
  if (own < LEAST_OWN) return point('template', false, '太短或全是套话，没有这件事自己的内容。')
  if (1 - own / all > MOST_TEMPLATE) return point('template', false, `约 ${Math.round((1 - own / all) * 100)}% 是放在哪件事上都能用的话。`)
  return point('template', true, '有这件事自己的内容')
}

function ownPartOf(text: string): string {
  return TEMPLATE.reduce((left, phrase) => left.replaceAll(phrase, ' '), text)
}

function lengthOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}

function isInTime(dueAt: number | null | undefined, now: number | undefined): ReplyAdvice[] {
  if (dueAt === undefined || dueAt === null || now === undefined) return []
  if (now <= dueAt) return [point('late', true, '在期限内')]
  return [point('late', false, '已超过期限：请在答复里说明原因，并表示歉意。')]
}

function isKind(text: string, question: string): ReplyAdvice {
  for (const [words, instead] of HARSH) {
    const word = words.exec(text)?.[0]
    if (word !== undefined) return point('tone', false, `“${word}”可能让人觉得被推开，${instead}。`, [word])
  }
  const [grave] = signsIn(question).filter(({ kind, level }) => level === 'urgent' && kind !== 'press')
  if (grave && !/安全|已到场|到达|联系|看望|救|医|排除|抢修|慰问|走访|社区/u.test(text)) return point('tone', false, `所反映的事涉及${grave.name}（${grave.words.join('、')}），答复里没有说人或现场现在怎样。`, grave.words)
  return point('tone', true, '语气平和')
}

/** A number of an office is a contact; a resident's number, name or plate has no place in a reply that others may read. */
function keepsPrivate(text: string): ReplyAdvice {
  const found = personalIn(text).filter(({ kind, text: passage }) => kind !== 'phone' || /^1[3-9]/u.test(passage))
  if (found.length === 0) return point('privacy', true, '没有个人信息')
  return point('privacy', false, '答复里像是有个人信息，确需保留的再核对一遍。', [...new Set(found.map(({ text: passage }) => passage))].slice(0, 3))
}

const HAN_RUN = /\p{Script=Han}{2,}/gu

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (let at = 0; at + 2 <= run.length; at += 1) {
      const pair = run.slice(at, at + 2)
      if (!COMMON_PAIRS.has(pair)) pairs.add(pair)
    }
  }
  return pairs
}
