/** A word found in a text. */
export interface Match<T> {
  readonly word: string
  readonly start: number
  readonly value: T
}

interface Node<T> {
  readonly next: Map<number, Node<T>>
  fail: Node<T> | null
  /** Nearest node on the fail chain that ends a word. */
  shorter: Node<T> | null
  word: string
  values: T[] | null
}

/** Finds all words of a list at once. */
export interface Matcher<T> {
  /** Every word in the text that does not lie inside a longer found word, in order of place. */
  find(text: string): Match<T>[]
}

/** An Aho–Corasick automaton over words (case folded); one word may carry several values. */
export function createMatcher<T>(entries: Iterable<readonly [word: string, value: T]>): Matcher<T> {
  const root = newNode<T>()
  for (const [word, value] of entries) insert(root, word.toLowerCase(), value)
  link(root)
  return { find: (text) => outermost(scan(root, text.toLowerCase())) }
}

function newNode<T>(): Node<T> {
  return { next: new Map(), fail: null, shorter: null, word: '', values: null }
}

function insert<T>(root: Node<T>, word: string, value: T): void {
  let node = root
  for (let i = 0; i < word.length; i += 1) {
    const unit = word.charCodeAt(i)
    let child = node.next.get(unit)
    if (!child) node.next.set(unit, (child = newNode<T>()))
    node = child
  }
  node.word = word
  node.values ??= []
  node.values.push(value)
}

/** Breadth first: the fail link of a node is the longest proper suffix that is also a path from the root. */
function link<T>(root: Node<T>): void {
  const queue: Node<T>[] = [root]
  for (const node of queue) {
    for (const [unit, child] of node.next) {
      child.fail = node === root ? root : step(root, node.fail ?? root, unit)
      child.shorter = child.fail.values ? child.fail : child.fail.shorter
      queue.push(child)
    }
  }
}

function step<T>(root: Node<T>, from: Node<T>, unit: number): Node<T> {
  let node: Node<T> | null = from
  while (node) {
    const child = node.next.get(unit)
    if (child) return child
    node = node.fail
  }
  return root
}

interface Hit<T> {
  readonly start: number
  readonly end: number
  readonly node: Node<T>
}

/** The longest word ending at each place; shorter ones with the same end lie inside it. */
function scan<T>(root: Node<T>, text: string): Hit<T>[] {
  const hits: Hit<T>[] = []
  let node = root
  for (let i = 0; i < text.length; i += 1) {
    node = step(root, node, text.charCodeAt(i))
    const found = node.values ? node : node.shorter
    if (found) hits.push({ start: i + 1 - found.word.length, end: i + 1, node: found })
  }
  return hits
}

/** Hits come by rising end: a hit is inside another when a later one starts no later. */
function outermost<T>(hits: readonly Hit<T>[]): Match<T>[] {
  const matches: Match<T>[] = []
  let earliest = Infinity
  for (let i = hits.length - 1; i >= 0; i -= 1) {
    const hit = hits[i]
    if (!hit || hit.start >= earliest) continue
    earliest = hit.start
    for (const value of hit.node.values ?? []) matches.push({ word: hit.node.word, start: hit.start, value })
  }
  return matches.reverse()
}
