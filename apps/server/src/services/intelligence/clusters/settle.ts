import { localDate } from '@yihu/domain'
import { clusterMessages, middleOf } from '../text/cluster.ts'
import type { Named } from '../text/cluster.ts'
import { wordsOfClusters } from '../text/cluster-words.ts'

/** A message with all that a cluster takes from it. */
export interface Said extends Named {
  readonly at: number
  readonly path: string
  readonly classCode: string | null
}

/** What is known of a cluster from its members alone: the same messages give the same, whatever was known before. */
export interface Settled {
  /** The id of its first member. */
  readonly id: string
  readonly members: readonly { readonly id: string; readonly at: number }[]
  readonly name: string
  readonly words: readonly { readonly word: string; readonly count: number }[]
  /** The class of most members, where more than a third agree. */
  readonly classCode: string | null
  /** The smallest area that holds all members. */
  readonly path: string
  readonly point: { readonly lon: number; readonly lat: number } | null
  readonly days: number
  /** When the tenth member came, or a later one on the fifth day; null before. */
  readonly alarmedAt: number | null
}

/** Ten messages over five days are a hot spot. */
const HOT_COUNT = 10
const HOT_DAYS = 5
const LEAST_AGREED = 1 / 3

/** Groups and hot spots among the messages of some months, largest first. */
export function settleClusters(messages: readonly Said[]): Settled[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const clusters = clusterMessages(messages)
  const words = wordsOfClusters(messages, clusters)
  return clusters.map(({ ids }, at) => {
    const members = ids.flatMap((id) => byId.get(id) ?? []).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    return {
      id: members[0]?.id ?? '', members: members.map(({ id, at: saidAt }) => ({ id, at: saidAt })),
      name: words[at]?.name ?? '', words: words[at]?.words ?? [],
      classCode: mostAgreed(members), path: commonPath(members.map(({ path }) => path)), point: middleOf(members.flatMap(({ point }) => point ?? [])),
      days: new Set(members.map((member) => localDate(member.at))).size, alarmedAt: alarmOf(members.map((member) => member.at)),
    }
  })
}

/** When messages of these times, oldest first, became a hot spot. */
export function alarmOf(times: readonly number[]): number | null {
  const days = new Set<string>()
  for (const [index, at] of times.entries()) {
    days.add(localDate(at))
    if (index + 1 >= HOT_COUNT && days.size >= HOT_DAYS) return at
  }
  return null
}

function mostAgreed(members: readonly Said[]): string | null {
  const counts = Map.groupBy(members.flatMap(({ classCode }) => classCode ?? []), (code) => code)
  const [best] = [...counts].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
  return best && best[1].length > LEAST_AGREED * members.length ? best[0] : null
}

/** `a.b.c.d` and `a.b.e` have `a.b` in common. */
function commonPath(paths: readonly string[]): string {
  const [first = '', ...others] = paths
  const labels = first.split('.')
  const depth = others.reduce((most, path) => {
    const own = path.split('.')
    const differs = labels.findIndex((label, at) => label !== own[at])
    return Math.min(most, differs < 0 ? labels.length : differs)
  }, labels.length)
  return labels.slice(0, depth).join('.')
}
