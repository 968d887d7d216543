import { redact, summaryLine } from '@yihu/domain'
import type { Named } from './cluster.ts'
import { wordsOf } from './words.ts'

/** What a cluster is about, in the words of its members. */
export interface ClusterWords {
  /** The line of the member nearest to the centre. */
  readonly name: string
  /** Words of many members and few others, the most telling first, with how many members say them. */
  readonly words: readonly { readonly word: string; readonly count: number }[]
}

const LONGEST_NAME = 24
const HEAD = 400
const MOST_WORDS = 12
/** Words of fewer members say nothing about the whole. */
const LEAST_SHARE = 0.25
const LEAST_MEMBERS = 2
const TELLING = /^\p{Script=Han}{2,}$/u
const EMPTY_WORDS: ReadonlySet<string> = new Set('我们 你们 他们 现在 这个 那个 什么 怎么 没有 可以 问题 情况 反映 投诉 希望 请求 要求 处理 解决 相关 部门 领导 尊敬 您好 你好 谢谢 居民 业主 小区 社区 街道 一直 已经 多次 无法 严重 影响 进行 非常 导致 但是 因为 所以 以及 附近 有人 今天 昨天 最近 晚上 早上 白天 每天 时间 地方 不能 不要 还是 就是 自己 大家 他们 目前 附近 旁边 门口 楼下 号楼 单元'.split(' '))

/** Names clusters out of what their members said; numbers and names of people are covered first. */
export function wordsOfClusters(messages: readonly Named[], clusters: readonly { readonly ids: readonly string[] }[]): ClusterWords[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const inCluster = new Set(clusters.flatMap(({ ids }) => ids))
  const said = new Map(messages.map((message) => [message.id, telling(message)]))
  const everywhere = new Map<string, number>()
  for (const words of said.values()) for (const word of words) everywhere.set(word, (everywhere.get(word) ?? 0) + 1)
  return clusters.map(({ ids }) => {
    const counts = new Map<string, number>()
    for (const id of ids) for (const word of said.get(id) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1)
    const weight = (word: string, count: number): number => count * Math.log((1 + inCluster.size + messages.length) / (1 + (everywhere.get(word) ?? 0)))
    const words = [...counts]
      .filter(([, count]) => count >= LEAST_MEMBERS && count >= LEAST_SHARE * ids.length)
      .toSorted(([a, x], [b, y]) => weight(b, y) - weight(a, x) || (a < b ? -1 : 1))
      .slice(0, MOST_WORDS)
      .map(([word, count]) => ({ word, count }))
    return { name: nameOf(byId.get(ids[0] ?? '')), words }
  })
}

function nameOf(message: Named | undefined): string {
  const line = message?.title ? redact(message.title) : summaryLine(message?.text ?? '', { most: LONGEST_NAME })
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line
}

function telling({ title, text }: Named): Set<string> {
  return new Set(wordsOf(redact(`${title ?? ''}\n${text.slice(0, HEAD)}`)).filter((word) => TELLING.test(word) && !EMPTY_WORDS.has(word)))
}
