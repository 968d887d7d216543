import { loadDemo } from '../demo/load.ts'
import { hasDemo } from '../demo/note.ts'
import { note, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `yihu demo load|status`. */
export const demoCommand: Command = {
  usage: 'demo load | demo status',
  summary: '装入演示街道（已有就不再装）；查看是否装过',
  async run([what, extra]) {
    const act = pick({ load, status }, what, 'demo')
    if (extra !== undefined) throw new UsageError(`demo ${what ?? ''} 不带参数 / takes no argument: ${extra}`)
    return act()
  },
}

async function load(): Promise<number> {
  return withHouse(async ({ context }) => {
    const isNew = await loadDemo(context, { log: note })
    say(JSON.stringify({ loaded: true, isNew }))
    return 0
  })
}

async function status(): Promise<number> {
  return withHouse(async ({ context }) => {
    say(JSON.stringify({ loaded: await hasDemo(context) }))
    return 0
  })
}
