/** How a matter is carried. Numbers are numerator and denominator; `isOver`: more than that share, else at least. */
export const VOTE_RULES = {
  residents: {
    name: '居民会议：户的代表过半数到会，到会的过半数同意', basis: '城市居民委员会组织法第十条', byArea: false,
    quorum: { of: [1, 2], isOver: true, words: '过半数' }, majority: { of: [1, 2], isOver: true, words: '过半数' },
  },
  owners: {
    name: '业主共同决定（一般事项）：专有面积和人数都过三分之二参加，参加的都过半数同意', basis: '民法典第二百七十八条', byArea: true,
    quorum: { of: [2, 3], isOver: false, words: '三分之二以上' }, majority: { of: [1, 2], isOver: true, words: '过半数' },
  },
  'owners-major': {
    name: '业主共同决定（筹集维修资金、改建重建、改变共有部分用途或经营）：参加的四分之三以上同意', basis: '民法典第二百七十八条', byArea: true,
    quorum: { of: [2, 3], isOver: false, words: '三分之二以上' }, majority: { of: [3, 4], isOver: false, words: '四分之三以上' },
  },
} as const satisfies Readonly<Record<string, VoteRule>>
export type VoteRuleName = keyof typeof VOTE_RULES

interface Share {
  readonly of: readonly [numerator: number, denominator: number]
  readonly isOver: boolean
  readonly words: string
}

interface VoteRule {
  readonly name: string
  readonly basis: string
  /** The share of exclusive area counts beside the number of households. */
  readonly byArea: boolean
  readonly quorum: Share
  readonly majority: Share
}

/** How a vote is cast; an invalid paper is a household that handed one in, but takes no part. */
export const VOTE_CHOICES = { for: '同意', against: '反对', abstain: '弃权', invalid: '无效' } as const
export type VoteChoice = keyof typeof VOTE_CHOICES

/** Households with their exclusive area in square metres. */
export interface Weight {
  readonly votes: number
  readonly squareMetres: number
}

export type Ballots = Readonly<Record<VoteChoice, Weight>>

export const NO_BALLOTS: Ballots = { for: { votes: 0, squareMetres: 0 }, against: { votes: 0, squareMetres: 0 }, abstain: { votes: 0, squareMetres: 0 }, invalid: { votes: 0, squareMetres: 0 } }

/** Who could vote, and what was cast. */
export interface Poll {
  readonly rule: VoteRuleName
  readonly roll: Weight
  /** Of the roll: excluded for a conflict of interest; they count for nothing. */
  readonly excluded: Weight
  readonly online: Ballots
  readonly paper: Ballots
}

export interface VoteResult {
  readonly isQuorate: boolean
  readonly isCarried: boolean
  readonly due: Weight
  readonly taken: Weight
  readonly ballots: Ballots
  /** How it was worked out, to print: 「应到 35 户，实到 28 户…」. */
  readonly lines: readonly string[]
}

/** Counts a poll: quorum and majority by households and, for owners' matters, by area too. Abstentions take part; invalid papers do not. */
export function countVotes({ rule: name, roll, excluded, online, paper }: Poll): VoteResult {
  const rule: VoteRule = VOTE_RULES[name]
  const due = { votes: roll.votes - excluded.votes, squareMetres: inMetres(hundredths(roll) - hundredths(excluded)) }
  const ballots = addBallots(online, paper)
  const taken = sumOf(ballots.for, ballots.against, ballots.abstain)
  const isQuorate = holds(taken, due, { share: rule.quorum, byArea: rule.byArea })
  const isCarried = isQuorate && holds(ballots.for, taken, { share: rule.majority, byArea: rule.byArea })
  return { isQuorate, isCarried, due, taken, ballots, lines: linesOf({ rule, roll, excluded, due, taken, ballots, online, paper, isQuorate, isCarried }) }
}

/** The sum of two piles of ballots. */
export function addBallots(a: Ballots, b: Ballots): Ballots {
  return { for: sumOf(a.for, b.for), against: sumOf(a.against, b.against), abstain: sumOf(a.abstain, b.abstain), invalid: sumOf(a.invalid, b.invalid) }
}

function sumOf(...some: readonly Weight[]): Weight {
  return { votes: some.reduce((sum, { votes }) => sum + votes, 0), squareMetres: inMetres(some.reduce((sum, one) => sum + hundredths(one), 0)) }
}

/** Areas are compared as whole hundredths of a square metre: two thirds are two thirds exactly. */
function hundredths({ squareMetres }: Weight): number {
  return Math.round(squareMetres * 100)
}

function inMetres(value: number): number {
  return value / 100
}

function holds(part: Weight, whole: Weight, { share, byArea }: { readonly share: Share; readonly byArea: boolean }): boolean {
  return reaches(part.votes, whole.votes, share) && (!byArea || reaches(hundredths(part), hundredths(whole), share))
}

function reaches(part: number, whole: number, { of: [numerator, denominator], isOver }: Share): boolean {
  if (whole <= 0) return false
  return isOver ? part * denominator > whole * numerator : part * denominator >= whole * numerator
}

interface Counted extends Omit<Poll, 'rule'>, Pick<VoteResult, 'isQuorate' | 'isCarried' | 'due' | 'taken' | 'ballots'> {
  readonly rule: VoteRule
}

function linesOf({ rule, roll, excluded, due, taken, ballots, online, paper, isQuorate, isCarried }: Counted): string[] {
  const amount = (weight: Weight) => (rule.byArea ? `${weight.votes} 户、${weight.squareMetres.toFixed(2)} 平方米` : `${weight.votes} 户`)
  const share = (part: Weight, whole: Weight) => (rule.byArea ? `户数占 ${percent(part.votes, whole.votes)}、面积占 ${percent(hundredths(part), hundredths(whole))}` : `占 ${percent(part.votes, whole.votes)}`)
  const cast = (pile: Ballots) => sumOf(pile.for, pile.against, pile.abstain).votes
  return [
    `应到 ${amount(due)}，实到 ${amount(taken)}（纸质票 ${cast(paper)} 户、网上 ${cast(online)} 户）。`,
    ...(excluded.votes > 0 ? [`名册共 ${roll.votes} 户，其中 ${excluded.votes} 户因利害关系回避，不投票，也不计入应到。`] : []),
    `实到${share(taken, due)}，要求${rule.quorum.words}：${isQuorate ? '会议有效' : '人数不够，会议无效'}（${rule.basis}）。`,
    `同意 ${amount(ballots.for)}，反对 ${amount(ballots.against)}，弃权 ${amount(ballots.abstain)}。`,
    ...(ballots.invalid.votes > 0 ? [`无效票 ${ballots.invalid.votes} 张，不计入实到。`] : []),
    isQuorate ? `同意${share(ballots.for, taken)}，要求${rule.majority.words}：${isCarried ? '通过' : '没有通过'}。` : '会议无效，没有形成决定。',
  ]
}

function percent(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '0%'
}
