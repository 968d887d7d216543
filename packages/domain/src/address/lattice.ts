import { logPosterior } from './chain.ts'
import type { Chain } from './chain.ts'
import type { Encoded } from './encode.ts'
import { endFeatures, historyKey, NO_HISTORY, remember, stepFeatures } from './history.ts'
import type { History } from './history.ts'
import { LABEL_COUNT } from './labels.ts'
import { TRANSITION_COUNT } from './model.ts'
import type { Scores } from './scores.ts'

/** A history at a place of the address. */
export interface Node {
  readonly at: number
  readonly history: History
  /** Score of the best way here. */
  best: number
  /** It lies on the way of the known elements. */
  isTrue: boolean
}

/** One element taken after a history; `index` is candidate × label, −1 at the end of the address. */
export interface Edge {
  readonly from: number
  readonly to: number
  readonly index: number
  readonly score: number
  readonly features: Int32Array
}

/** The likely ways through an address, with the histories that tell them apart. Edges are ordered by place. */
export interface Lattice {
  readonly nodes: Node[]
  readonly edges: Edge[]
}

/** How the features of a step are weighed (and, in training, thinned). */
export type Weigh = (features: Int32Array) => { readonly features: Int32Array; readonly score: number }

export interface LatticeInput {
  readonly encoded: Encoded
  readonly scores: Scores
  readonly chain: Chain
  readonly weigh: Weigh
  /** In training: candidate → its known label, or −1. Known elements are never pruned. */
  readonly truth?: Int8Array
}

/** Candidates less likely than this without history are not considered with it. */
const LEAST_LOG_POSTERIOR = Math.log(3e-3)
/** Most candidates considered at one place. */
const MOST_STEPS = 12
/** Most histories followed at one place. */
const BEAM = 16

interface Build extends LatticeInput, Lattice {
  /** Place → history key → node. */
  readonly byKey: Map<number, number>[]
  readonly truthOf: (candidate: number) => number
}

/** Builds the lattice; its last node is the end of the address. */
export function latticeOf(input: LatticeInput): Lattice {
  const { encoded, truth } = input
  const byKey = Array.from({ length: encoded.size + 1 }, () => new Map<number, number>())
  const truthOf = (candidate: number): number => truth?.[candidate] ?? -1
  const build: Build = { ...input, nodes: [newNode(0, NO_HISTORY, true)], edges: [], byKey, truthOf }
  byKey[0]?.set(0, 0)
  for (let at = 0; at < encoded.size; at += 1) {
    const steps = likely(build, at)
    if (steps.length === 0) continue
    for (const from of beam(build, at)) for (const index of steps) take(build, from, index)
  }
  finish(build)
  return { nodes: build.nodes, edges: build.edges }
}

/** Sums over all ways, in log space: up to each node, and on from it. */
export function latticeSums({ nodes, edges }: Lattice): { before: Float64Array; after: Float64Array; total: number } {
  const [before, after] = [new Float64Array(nodes.length).fill(-Infinity), new Float64Array(nodes.length).fill(-Infinity)]
  before[0] = 0
  after[nodes.length - 1] = 0
  for (const { from, to, score } of edges) before[to] = logAdd(before[to] ?? 0, (before[from] ?? 0) + score)
  for (const { from, to, score } of edges.toReversed()) after[from] = logAdd(after[from] ?? 0, (after[to] ?? 0) + score)
  return { before, after, total: before.at(-1) ?? 0 }
}

function logAdd(a: number, b: number): number {
  const most = Math.max(a, b)
  return most === -Infinity ? most : most + Math.log1p(Math.exp(Math.min(a, b) - most))
}

function newNode(at: number, history: History, isTrue: boolean): Node {
  return { at, history, best: at === 0 ? 0 : -Infinity, isTrue }
}

/** Candidate × label that are likely to start at a place; the likeliest always, so that there is a way through. */
function likely({ encoded: { candidates }, scores, chain, truthOf }: Build, at: number): number[] {
  const steps: { index: number; posterior: number }[] = []
  const [first, end] = [(candidates.firstAt[at] ?? 0) * LABEL_COUNT, (candidates.firstAt[at + 1] ?? 0) * LABEL_COUNT]
  let likeliest = { index: first, posterior: -Infinity }
  for (let index = first; index < end; index += 1) {
    const isTrue = truthOf(Math.floor(index / LABEL_COUNT)) === index % LABEL_COUNT
    const posterior = isTrue ? Infinity : logPosterior(chain, candidates, scores, index)
    if (posterior > likeliest.posterior) likeliest = { index, posterior }
    if (posterior > LEAST_LOG_POSTERIOR) steps.push({ index, posterior })
  }
  if (steps.length === 0 && first < end) steps.push(likeliest)
  if (steps.length > MOST_STEPS) steps.sort((a, b) => b.posterior - a.posterior).splice(MOST_STEPS)
  return steps.map(({ index }) => index)
}

function beam({ nodes, byKey }: Build, at: number): number[] {
  const here = [...(byKey[at]?.values() ?? [])]
  if (here.length <= BEAM) return here
  const best = (node: number): number => nodes[node]?.best ?? 0
  return here.toSorted((a, b) => best(b) - best(a)).filter((node, rank) => rank < BEAM || nodes[node]?.isTrue === true)
}

function take(build: Build, from: number, index: number): void {
  const { encoded, scores, nodes, byKey, weigh, truthOf } = build
  const node = nodes[from]
  if (!node) return
  const label = index % LABEL_COUNT
  const candidate = (index - label) / LABEL_COUNT
  const history = remember(node.history, encoded, candidate, label)
  const at = encoded.candidates.to[candidate] ?? 0
  const key = historyKey(history)
  let to = byKey[at]?.get(key)
  if (to === undefined) {
    to = nodes.push(newNode(at, history, false)) - 1
    byKey[at]?.set(key, to)
  }
  if (node.isTrue && truthOf(candidate) === label) markTrue(nodes[to])
  const { features, score } = weigh(stepFeatures(node.history, encoded, candidate, label))
  const transition = scores.transition[node.at * TRANSITION_COUNT + node.history.last * LABEL_COUNT + label] ?? 0
  connect(build, { from, to, index, features, score: score + transition + (scores.segment[index] ?? 0) })
}

function markTrue(node: Node | undefined): void {
  if (node) node.isTrue = true
}

function finish(build: Build): void {
  const { encoded, nodes, byKey, weigh } = build
  const to = nodes.push(newNode(encoded.size + 1, NO_HISTORY, true)) - 1
  for (const from of byKey[encoded.size]?.values() ?? []) {
    const { features, score } = weigh(endFeatures(nodes[from]?.history ?? NO_HISTORY))
    connect(build, { from, to, index: -1, features, score })
  }
}

function connect({ nodes, edges }: Lattice, edge: Edge): void {
  const [from, to] = [nodes[edge.from], nodes[edge.to]]
  if (!from || !to) return
  edges.push(edge)
  to.best = Math.max(to.best, from.best + edge.score)
}
