import type { ClassRow } from '@yihu/contracts'

export interface ClassNode {
  readonly value: string
  readonly title: string
  readonly children: ClassNode[]
}

/** The flat catalogue as a tree; a class whose parent is not in the list stands at the top. */
export function classTree(classes: readonly Pick<ClassRow, 'code' | 'parent' | 'name'>[]): ClassNode[] {
  const nodes = new Map(classes.map(({ code, name }) => [code, { value: code, title: `${name}`, children: [] as ClassNode[] }]))
  const tops: ClassNode[] = []
  for (const { code, parent } of classes) {
    const node = nodes.get(code)
    if (!node) continue
    const above = parent !== null && parent !== code ? nodes.get(parent) : undefined
    if (above) above.children.push(node)
    else tops.push(node)
  }
  return tops
}
