import { verifyTrace } from '../platform/cases/index.ts'
import { pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `yihu audit verify`. */
export const auditCommand: Command = {
  usage: 'audit verify',
  summary: '逐街道核对案件轨迹和审计记录的哈希链；发现改动、缺失或插入时以 1 退出',
  run: ([what, ...args]) => pick({ verify }, what, 'audit')(args),
}

async function verify([extra]: readonly string[]): Promise<number> {
  if (extra !== undefined) throw new UsageError(`audit verify 不带参数 / takes no argument: ${extra}`)
  return withHouse(async ({ context }) => {
    const reports = await verifyTrace(context)
    for (const { street, events, isIntact, firstFault } of reports) {
      say(isIntact ? `${street}: ${events} 条，完好` : `${street}: ${events} 条，第 ${firstFault?.seq ?? '?'} 条起有问题：${firstFault?.problem ?? '不明'}`)
    }
    return reports.every(({ isIntact }) => isIntact) ? 0 : 1
  })
}
