import { SIGN_KINDS, SIGN_RULES } from './signs-table.ts'
import type { SignKind, SignLevel, SignRule } from './signs-table.ts'
import { ruleText } from './widths.ts'

/** A sign found in a text, with the words that decided, in order of place. */
export interface Sign {
  readonly kind: SignKind
  readonly name: string
  readonly level: SignLevel
  readonly advice: string
  readonly words: readonly string[]
}

interface Hit {
  readonly word: string
  readonly at: number
}

const BESIDE = 40
/** 「没有人员受伤」「防止坠落」: what is denied or to be kept from happening is not there. */
const DENIED = /(?:没有|没|未|无|并无|不会|防止|预防|避免|杜绝|谨防|严禁|禁止|不要|演练|演习|宣传)(?:发生|出现|造成|人员|人|再|任何|有|是){0,3}$/u
const DENIAL_REACH = 10
/** 「一旦着火」「可能引发火灾」: a worry, not a fire. Only for danger: who speaks of harming himself is always heard. */
const SUPPOSED = /(?:一旦|万一|假如|假设|如果|若|可能|容易|极易|易|怕|担心|以防)(?:会|再|又|发生|引发|引起|导致|造成|出现|有人|有){0,3}$/u
/** Words that begin with a denial themselves. */
const IS_DENIAL = /^[没无不]/u
/** What only looks like the word: 「无烟起火锅」 is nobody's fire. */
const LOOKALIKES: ReadonlyMap<string, readonly string[]> = new Map([
  ['火灾', ['火灾隐患', '火灾危险', '火灾风险', '火灾报警', '火灾自动']], ['起火', ['一起火锅', '起火锅']], ['孩子', ['孩子王']], ['群体', ['特殊群体', '困难群体', '老年群体', '弱势群体']], ['跳楼', ['跳楼价', '跳楼机']], ['打人', ['拨打人', '打人工']], ['没电', ['没电梯']], ['断电', ['断电话']],
])

/**
 * Signs of urgency and risk by rules that a person can read (`SIGN_RULES`), each kind once, urgent ones first.
 * Linear in the length of the text; the words stand as the rules write them.
 */
export function signsIn(text: string): Sign[] {
  const plain = ruleText(text)
  const found = new Map<SignKind, Sign>()
  for (const rule of SIGN_RULES) {
    if (found.has(rule.kind)) continue
    const words = wordsFor(rule, plain)
    if (words.length > 0) found.set(rule.kind, { kind: rule.kind, name: SIGN_KINDS[rule.kind], level: rule.level, advice: rule.advice, words })
  }
  return [...found.values()].toSorted((a, b) => Number(a.level !== 'urgent') - Number(b.level !== 'urgent'))
}

/** The highest level of the signs of a text; null where there is none. */
export function urgencyOf(signs: readonly Sign[]): SignLevel | null {
  return signs.some(({ level }) => level === 'urgent') ? 'urgent' : signs.length > 0 ? 'attention' : null
}

function wordsFor({ kind, words, beside }: SignRule, plain: string): string[] {
  const hits = hitsOf(words, plain).filter(({ at }) => kind !== 'danger' || !SUPPOSED.test(plain.slice(Math.max(0, at - DENIAL_REACH), at)))
  if (!beside || hits.length === 0) return inOrder(hits)
  const others = hitsOf(beside, plain)
  const pair = nearest(hits, others)
  return pair ? inOrder(pair) : []
}

/** Two lists ordered by place, walked side by side. */
function nearest(hits: readonly Hit[], others: readonly Hit[]): Hit[] | null {
  let at = 0
  for (const hit of hits) {
    while ((others[at]?.at ?? Infinity) < hit.at - BESIDE) at += 1
    const other = others[at]
    if (other && Math.abs(other.at - hit.at) <= BESIDE) return [hit, other]
  }
  return null
}

function hitsOf(words: readonly string[], plain: string): Hit[] {
  return words.flatMap((word) => placesOf(word, plain).map((at) => ({ word, at }))).toSorted((a, b) => a.at - b.at)
}

function placesOf(word: string, plain: string): number[] {
  const places: number[] = []
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
    if (!isDenied(word, plain, at) && !isLookalike(word, plain, at)) places.push(at)
  }
  return places
}

function isDenied(word: string, plain: string, at: number): boolean {
  return !IS_DENIAL.test(word) && DENIED.test(plain.slice(Math.max(0, at - DENIAL_REACH), at))
}

function isLookalike(word: string, plain: string, at: number): boolean {
  return (LOOKALIKES.get(word) ?? []).some((longer) => plain.startsWith(longer, at - longer.indexOf(word)))
}

function inOrder(hits: readonly Hit[]): string[] {
  return [...new Set(hits.toSorted((a, b) => a.at - b.at).map(({ word }) => word))].slice(0, MOST_WORDS)
}

const MOST_WORDS = 6
