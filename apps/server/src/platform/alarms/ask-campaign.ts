import { Fault } from '@yihu/contracts'
import type { BodyOf, decideCampaign, ScenarioDetail } from '@yihu/contracts'
import type { Scenario } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { decideRequest, insertRequest, lockRequest } from './repo-request.ts'
import { settingHistory } from './repo-setting.ts'
import type { StoredSetting } from './repo-setting.ts'
import { needScenario, scenarioDetail } from './scenario-show.ts'
import { endOf, needArea, writeSetting } from './write-setting.ts'
import type { By } from './write-setting.ts'

/** A law and its article take more letters than that. */
const SHORTEST_BASIS = 6

/** Asks that a scenario with an end be switched on, or go on otherwise; nothing watches until a second person agrees. @throws input-invalid, conflict, campaign-asked */
export async function askFor(tx: Tx, { actor, ip }: By, { scenario, next, legalBasis }: { scenario: Scenario; next: StoredSetting; legalBasis: string }): Promise<void> {
  const { path, version, settings, endsOn, changedAt } = next
  if (legalBasis.length < SHORTEST_BASIS || endsOn === null) throw new Fault('input-invalid', { fields: { legalBasis: '请写明依据：法律、法规的条款，或上级文件的名称和文号' } })
  const [before] = await settingHistory(tx, { path, scenario: scenario.id })
  if ((before?.version ?? 0) !== version - 1) throw new Fault('conflict', { current: { version: before?.version ?? 0 } })
  const id = newId(changedAt.getTime())
  if (!(await insertRequest(tx, { id, path, scenario: scenario.id, version: version - 1, settings, endsOn, legalBasis, by: actor, at: changedAt }))) throw new Fault('campaign-asked')
  await record(tx, { at: changedAt.getTime(), by: actor, action: 'campaign.propose', object: scenario.name, purpose: legalBasis, result: 'done', ip, detail: { requestId: id, area: path, endsOn, settings } })
}

/** A second person's word: agreed, it watches at once. @throws not-found, permission-missing, conflict, campaign-own-request, input-invalid */
export async function decideOn(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof decideCampaign> }): Promise<ScenarioDetail> {
  const scenario = needScenario(id)
  const now = context.clock.now()
  const at = new Date(now)
  const area = await context.db.transact(actor.scope, async (tx) => {
    const request = await lockRequest(tx, form.requestId)
    if (request?.scenario !== id) throw new Fault('not-found')
    await needArea(context, actor, request.path)
    if (request.state !== 'proposed') throw new Fault('conflict')
    if (request.proposed_by === actor.userId) throw new Fault('campaign-own-request')
    await decideRequest(tx, { id: request.id, state: form.isApproved ? 'approved' : 'declined', by: actor, at, note: form.note ?? '' })
    await record(tx, { at: now, by: actor, action: form.isApproved ? 'campaign.approve' : 'campaign.decline', object: scenario.name, purpose: request.legal_basis, result: 'done', ip, detail: { requestId: request.id, area: request.path } })
    const settings = request.settings as StoredSetting['settings'] // checked before it was written
    if (form.isApproved) {
      const next = { path: request.path, scenario: id, version: request.version + 1, isOn: true, settings, endsOn: endOf(scenario, { isOn: true, endsOn: request.ends_on }, now), changedName: `${request.proposed_name}，${actor.name}批准`, changedAt: at }
      await writeSetting(tx, { actor, ip }, { scenario, next })
    }
    return request.path
  })
  return scenarioDetail(context, actor, { id, area })
}
