import { readConfig } from '../config.ts'
import { migrate } from '../kernel/db/index.ts'
import { openPostgres } from '../kernel/postgres/index.ts'
import { say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { commandLog } from './with-house.ts'

/** `yihu migrate`: brings the database to the newest schema without starting the server. */
export const migrateCommand: Command = {
  usage: 'migrate',
  summary: '把数据库升级到最新结构（DATABASE_URL 指定的，或自带的）',
  async run([extra]) {
    if (extra !== undefined) throw new UsageError(`migrate 不带参数 / takes no argument: ${extra}`)
    const config = readConfig()
    const embedded = config.databaseUrl === undefined ? await openPostgres({ home: config.home, log: commandLog() }) : null
    try {
      const ran = await migrate(embedded?.url ?? config.databaseUrl ?? '')
      say(JSON.stringify({ migrated: ran }))
      return 0
    } finally {
      await embedded?.stop()
    }
  },
}
