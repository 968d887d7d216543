/** Figures about people that few people stand behind are held back below this. */
export const LEAST_PEOPLE = 10

/** How many people there are in a place, by what is counted of them. */
export interface PeopleRow {
  /** Labels with dots between, from the outermost area to the place. */
  readonly path: string
  readonly counts: Readonly<Record<string, number>>
}

/** What is told of a place. */
interface ToldPeople {
  readonly count: number
  /** What they are part of; themselves when nothing is wider. */
  readonly whole: number
}

/** A place with its sums and the places within; a child whose path ends in a dot is who stands in no place within. */
export interface TreeNode {
  readonly path: string
  readonly counts: Record<string, number>
  readonly children: TreeNode[]
}

interface Line {
  readonly path: string
  readonly count: number
  readonly rest: number
  readonly isOpen: boolean
}

/**
 * Which places of the area tree may be told how many of `what[0]` there are, when `what[1]` (which they are part of), `what[2]` … are
 * told too. A place is told when those counted and those left over of the whole are each none or at least `least`, when the whole is
 * told there, and when the place around it is told; and of the places next to each other the smallest are held back as well, until
 * those held back are none, or at least two that together stand for `least` of either. So nothing follows by subtraction: not one
 * place from the others and their sum, not the rest from a whole and its part. What stands directly in a place that has places
 * within counts as one more of them. @returns null for what is not told, also where nobody is
 */
export function tellPlaces(rows: readonly PeopleRow[], what: readonly string[], least: number = LEAST_PEOPLE): (path: string) => ToldPeople | null {
  const [part, whole = part] = what
  if (part === undefined || whole === undefined) throw new Error('nothing is counted')
  const isWholeTold = what.length > 1 ? tellPlaces(rows, what.slice(1), least) : () => true
  const told = new Map<string, ToldPeople>()
  const groups = new Map<readonly TreeNode[], Group>()
  const choosing = { part, whole, least, groups, isAllowed: (path: string) => isWholeTold(path) !== null }
  const walk = (nodes: readonly TreeNode[]): void => {
    for (const node of groupOf(nodes, choosing).open) {
      told.set(node.path, { count: node.counts[part] ?? 0, whole: node.counts[whole] ?? 0 })
      walk(node.children)
    }
  }
  walk(treeOf(rows))
  return (path) => told.get(path) ?? null
}

/** Of places next to each other those that are told; whether that is safe when their sum is told. */
interface Group {
  readonly open: readonly TreeNode[]
  readonly isSafe: boolean
}

interface Choosing {
  readonly part: string
  readonly whole: string
  readonly least: number
  readonly isAllowed: (path: string) => boolean
  /** What was found before. */
  readonly groups: Map<readonly TreeNode[], Group>
}

function groupOf(nodes: readonly TreeNode[], choosing: Choosing): Group {
  const { part, whole, least, groups, isAllowed } = choosing
  const known = groups.get(nodes)
  if (known) return known
  const isNoneOrMany = (count: number): boolean => count === 0 || count >= least
  let lines: Line[] = nodes.map(({ path, counts, children }) => {
    const count = counts[part] ?? 0
    const rest = (counts[whole] ?? 0) - count
    return { path, count, rest, isOpen: count + rest >= least && isNoneOrMany(count) && isNoneOrMany(rest) && isAllowed(path) && groupOf(children, choosing).isSafe }
  })
  for (let next = nextToHold(lines, least); next; next = nextToHold(lines, least)) {
    const held = next.path
    lines = lines.map((line) => (line.path === held ? { ...line, isOpen: false } : line))
  }
  const open = new Set(lines.filter(({ isOpen }) => isOpen).map(({ path }) => path))
  const group = { open: nodes.filter(({ path }) => open.has(path)), isSafe: isHidden(lines, least) }
  groups.set(nodes, group)
  return group
}

/** Whether those that are held back hide each other from who knows the sum of all. */
function isHidden(lines: readonly Line[], least: number): boolean {
  const held = lines.filter(({ isOpen }) => !isOpen)
  return (['count', 'rest'] as const).every((of) => {
    const some = held.filter((line) => line[of] > 0)
    return some.length === 0 || (some.length > 1 && some.reduce((total, line) => total + line[of], 0) >= least)
  })
}

/** The smallest place that must be held back too; undefined: those that are held back hide each other, or none is left. */
function nextToHold(lines: readonly Line[], least: number): Line | undefined {
  return isHidden(lines, least) ? undefined : lines.filter(({ isOpen }) => isOpen).toSorted((a, b) => a.count - b.count)[0]
}

/** The rows with their sums at every place above. */
export function treeOf(rows: readonly PeopleRow[]): TreeNode[] {
  const nodes = new Map<string, TreeNode>()
  const roots: TreeNode[] = []
  const nodeAt = (path: string): TreeNode => {
    const known = nodes.get(path)
    if (known) return known
    const node: TreeNode = { path, counts: {}, children: [] }
    nodes.set(path, node)
    const end = path.lastIndexOf('.')
    const siblings = end < 0 ? roots : nodeAt(path.slice(0, end)).children
    siblings.push(node)
    return node
  }
  for (const { path, counts } of rows) {
    const own = nodeAt(path)
    for (let at: string | null = path; at !== null; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : null) addTo(nodeAt(at).counts, counts)
    // A line of its own for who is in no place within; no area has an empty label.
    const direct = own.children.find((child) => child.path === `${path}.`) ?? { path: `${path}.`, counts: {}, children: [] }
    addTo(direct.counts, counts)
    if (!own.children.includes(direct)) own.children.push(direct)
  }
  return roots
}

function addTo(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + count
}

/**
 * A count of people as its past is told: to the nearest ten, or a share to steps that stand for ten people at least, so that two days
 * cannot be subtracted to see who came and who went.
 */
export function coarse(value: number, whole: number | null): number {
  if (whole === null) return Math.round(value / LEAST_PEOPLE) * LEAST_PEOPLE
  const step = [1, 2, 5, 10, 20, 50].find((percent) => (percent / 100) * whole >= LEAST_PEOPLE) ?? 100
  return Math.round(value / step) * step
}
