import type { RegisterSources } from '@yihu/contracts'
import { localDate } from '@yihu/domain'

/** One knot of the graph, a line each: the register, below it its sources, below each the files and acts it came with. */
export interface LineageLine {
  readonly id: string
  readonly depth: 0 | 1 | 2
  /** The line it hangs on; null: the register itself. */
  readonly parent: number | null
  /** Of all entries of the register, 0 … 1. */
  readonly share: number
  readonly title: string
  readonly detail: string
  readonly tone: 'register' | 'source' | 'load'
}

/** Lays a register's lineage out from top to bottom; a file whose source is not told apart hangs on the register. */
export function lineageLines({ register, name, total, sources, loads }: RegisterSources): LineageLine[] {
  const lines: LineageLine[] = [{ id: register, depth: 0, parent: null, share: 1, title: name, detail: many(total), tone: 'register' }]
  const hang = (source: string | null, parent: number, depth: 1 | 2): void => {
    for (const load of loads.filter((one) => (source === null ? !sources.some((known) => known.source === one.source) : one.source === source))) {
      lines.push({ id: load.id, depth, parent, share: share(load.entries), title: load.fileName === null ? load.title : `《${load.fileName}》`, detail: `${many(load.entries)}，${localDate(load.at)}，${load.by}`, tone: 'load' })
    }
  }
  const share = (entries: number): number => (total === 0 ? 0 : Math.min(1, entries / total))
  for (const { source, name: said, entries, from, to } of sources) {
    const at = lines.push({ id: `${register} ${source}`, depth: 1, parent: 0, share: share(entries), title: said, detail: `${many(entries)}，${from === to ? from : `${from} 至 ${to}`}`, tone: 'source' }) - 1
    hang(source, at, 2)
  }
  hang(null, 0, 1)
  return lines
}

function many(entries: number): string {
  return `${entries.toLocaleString('zh-CN')} 条`
}
