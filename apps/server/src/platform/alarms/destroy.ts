import { Fault } from '@yihu/contracts'
import type { BodyOf, destroyCampaign, ScenarioDetail } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Scenario } from '@yihu/scenarios'
import { SCENARIOS } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import { isWithin, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { forgetEvents } from '../../kernel/events/index.ts'
import { record } from '../audit/index.ts'
import { releaseDevices } from '../care/index.ts'
import { destroyDevices, devicesOfKinds } from '../devices/index.ts'
import type { Destroyed, NamedDevice } from '../devices/index.ts'
import { forgetNotices } from '../notices/index.ts'
import { insertProof } from '../pool/index.ts'
import { campaignsIn, ruleOf } from './campaign.ts'
import type { CampaignRun } from './campaign.ts'
import { destroyAlarms } from './repo-destroy.ts'
import { scenarioDetail } from './scenario-show.ts'
import { needArea } from './write-setting.ts'
import type { By } from './write-setting.ts'

/** What stands above alarms and keeps something of a device: what went, and the files that are to leave the store. */
export type ForgetDevices = (tx: Tx, devices: readonly NamedDevice[]) => Promise<{ readonly gone: readonly Destroyed[]; readonly files: readonly string[] }>

/** Destroys what a campaign that is over has gathered, for somebody, before the day on which it would go by itself. @throws not-found, permission-missing, campaign-running */
export async function destroyNow(context: Context, { actor, ip }: By, { id, form, forget }: { id: string; form: BodyOf<typeof destroyCampaign>; forget: ForgetDevices }): Promise<ScenarioDetail> {
  const now = context.clock.now()
  await needArea(context, actor, form.area)
  const files = await context.db.transact(systemScope, async (tx) => {
    const run = (await campaignsIn(tx, { area: form.area, now, only: id })).find(({ path, version }) => path === form.area && version === form.version)
    if (!run) throw new Fault('not-found')
    if (!run.isOver) throw new Fault('campaign-running', { details: { day: run.lastDay } })
    return run.proof ? [] : destroy(tx, context, { run, by: { actor, ip }, forget })
  })
  for (const hash of files) await context.files.drop(hash)
  return scenarioDetail(context, actor, { id, area: form.area })
}

/** The daily job: what is over and has had its days goes, each campaign with its proof. */
export async function destroyOver(context: Context, forget: ForgetDevices): Promise<void> {
  const now = context.clock.now()
  const due = (await context.db.transact(systemScope, (tx) => campaignsIn(tx, { area: null, now }))).filter(({ isOver, proof, destroyBy }) => isOver && proof === null && destroyBy <= localDate(now))
  for (const run of due) {
    const files = await context.db.transact(systemScope, (tx) => destroy(tx, context, { run, by: null, forget }))
    for (const hash of files) await context.files.drop(hash)
  }
}

/** Deletes it all in one transaction and leaves the proof. @returns files that are to leave the store */
async function destroy(tx: Tx, context: Context, { run, by, forget }: { run: CampaignRun; by: By | null; forget: ForgetDevices }): Promise<readonly string[]> {
  const { scenario, path, lastDay } = run
  const now = context.clock.now()
  // Areas within it that have a campaign of their own which goes on keep their people.
  const kept = (await campaignsIn(tx, { area: path, now, only: scenario.id })).filter((other) => other.path !== path && !other.isOver).map((other) => other.path)
  const all = await devicesOfKinds(tx, { area: path, kinds: kindsOf(scenario) })
  const devices = all.filter((device) => !kept.some((area) => isWithin(device.path, area)))
  const { alarms, lines, files, memories } = await destroyAlarms(tx, { scenario: scenario.id, path, kept })
  const notices = await forgetNotices(tx, alarms.map((id) => `alarm:${id}:`))
  const bonds = await releaseDevices(tx, devices.map(({ id }) => id))
  await forgetEvents(tx, [...alarms, ...notices, ...devices.map((device) => device.id)])
  const forgotten = await forget(tx, devices)
  const gone = [
    { what: '告警', keys: alarms.map((id) => `alarm ${id}`) }, { what: '告警触发记忆', keys: memories.map((subject) => `trigger_memory ${subject}`) }, { what: '通知', keys: notices.map((id) => `notice ${id}`) },
    ...forgotten.gone, ...(await destroyDevices(tx, { path, devices })),
  ]
  const counts = Object.fromEntries([...gone.map(({ what, keys }) => [what, keys.length] as const), ['告警经过和步骤', lines] as const, ['照片', files.length] as const, ['看护绑定', bonds] as const].filter(([, count]) => count > 0))
  const says = Object.entries(counts).map(([what, count]) => `${what} ${count}`).join('，') || '没有数据'
  const proof = await insertProof(tx, { areaPath: path, at: now, rule: ruleOf(run), ids: gone.flatMap(({ keys }) => keys), by: by?.actor.name ?? '系统', reason: `${scenario.name}（到 ${lastDay} 为止）：${says}` })
  await record(tx, {
    at: now, by: by?.actor ?? null, action: 'campaign.destroy', object: scenario.name, result: 'done', ip: by?.ip ?? null,
    detail: { area: path, version: run.version, lastDay, proofId: proof.id, digest: proof.digest.toString('hex'), counts },
  })
  return [...files, ...forgotten.files]
}

/** Kinds of devices that stand for the people of a campaign: those that no other scenario knows. */
function kindsOf({ id, startedBy: { points = {} } }: Scenario): string[] {
  const others = new Set(SCENARIOS.filter((other) => other.id !== id).flatMap(({ startedBy }) => Object.values(startedBy.points ?? {}).map(({ device }) => device)))
  return [...new Set(Object.values(points).map(({ device }) => device))].filter((kind) => !others.has(kind))
}
