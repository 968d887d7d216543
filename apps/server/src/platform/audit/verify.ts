import { canonical, genesis, linkHash } from './chain.ts'
import type { Head, Link } from './chain.ts'

/** What can be wrong with a chain, in the words an auditor reads. */
export type ChainProblem = '内容被改动' | '记录缺失' | '记录被插入或次序被打乱' | '链尾被截断'

/** The first record that is not as it was written. */
export interface ChainFault {
  readonly seq: number
  readonly problem: ChainProblem
}

export interface ChainReport {
  /** Records read. */
  readonly count: number
  readonly isIntact: boolean
  readonly firstFault: ChainFault | null
}

/** A stored link together with the record it seals, as `seal` was given it. */
export interface ChainRow extends Link {
  readonly record: unknown
}

/**
 * Checks a chain in one pass and constant memory: `rows` by ascending seq, `head` as stored (null: never written).
 * Whoever may write the head as well can cut or rewrite the whole end; only a copy of the head kept elsewhere shows that.
 */
export async function verifyLinks(chain: string, rows: AsyncIterable<ChainRow>, head: Head | null): Promise<ChainReport> {
  const start: Head = { seq: 0, hash: genesis(chain) }
  const walk: Walk = { count: 0, last: start, lastPrev: null, gap: null, fault: null }
  for await (const row of rows) {
    walk.count += 1
    if (!walk.fault) walk.fault = walk.gap ? lookBeyond(walk.gap, row) : step(walk, row)
  }
  const firstFault = walk.fault ?? (walk.gap ? judge(walk.gap, { count: walk.count, head: head ?? start }) : checkEnd(walk.last, head ?? start))
  return { count: walk.count, isIntact: firstFault === null, firstFault }
}

/** A row that is sound in itself but does not follow the row before it. What that means shows only further on. */
interface Gap {
  readonly at: Link
  /** The row before it, or the genesis. */
  readonly before: Head
  /** What the row before it follows; null for the genesis. */
  readonly beforePrev: Buffer | null
  isFresh: boolean
}

interface Walk {
  count: number
  last: Head
  lastPrev: Buffer | null
  gap: Gap | null
  fault: ChainFault | null
}

function step(walk: Walk, row: ChainRow): ChainFault | null {
  const expected = walk.last.seq + 1
  if (row.seq > expected) return { seq: expected, problem: '记录缺失' }
  if (row.seq < expected) return stranger(row)
  if (!linkHash(row.prev, canonical(row.record)).equals(row.hash)) return { seq: row.seq, problem: '内容被改动' }
  if (row.prev.equals(walk.last.hash)) {
    walk.last = row
    walk.lastPrev = row.prev
  } else {
    walk.gap = { at: row, before: walk.last, beforePrev: walk.lastPrev, isFresh: true }
  }
  return null
}

/** The row that should have stood at the gap may come later; or the row before it may be the stranger. */
function lookBeyond(gap: Gap, row: ChainRow): ChainFault | null {
  const isFresh = gap.isFresh
  gap.isFresh = false
  if (row.prev.equals(gap.before.hash)) return stranger(gap.at)
  return isFresh && areSiblings(gap) ? stranger(gap.before) : null
}

/** Nothing later follows the row before the gap: then the number of rows tells what happened. */
function judge(gap: Gap, { count, head }: { count: number; head: Head }): ChainFault {
  if (count < head.seq) return { seq: gap.at.seq, problem: '记录缺失' }
  if (count > head.seq) return stranger(areSiblings(gap) && gap.at.hash.equals(head.hash) ? gap.before : gap.at)
  // The row before was rewritten together with its own hash; the row at the gap still names the old one.
  return { seq: Math.max(gap.before.seq, 1), problem: '内容被改动' }
}

function checkEnd(last: Head, head: Head): ChainFault | null {
  if (last.seq < head.seq) return { seq: last.seq + 1, problem: '链尾被截断' }
  if (last.seq > head.seq) return { seq: head.seq + 1, problem: '记录被插入或次序被打乱' }
  return last.hash.equals(head.hash) ? null : { seq: Math.max(last.seq, 1), problem: '内容被改动' }
}

/** Two different rows that follow the same one: one of them was put in. */
function areSiblings({ at, before, beforePrev }: Gap): boolean {
  return beforePrev?.equals(at.prev) === true && !at.hash.equals(before.hash)
}

function stranger({ seq }: Head): ChainFault {
  return { seq, problem: '记录被插入或次序被打乱' }
}
