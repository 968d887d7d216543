import type { AnswerOf, ScenarioDetail, showScenario } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { SCENARIOS, settingLines } from '@yihu/scenarios'
import type { Scenario } from '@yihu/scenarios'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { proofsOf } from '../pool/index.ts'
import type { StoredRequest } from './repo-request.ts'
import { campaignSettings } from './repo-setting.ts'
import type { StoredSetting } from './repo-setting.ts'

const DAY_MS = 86_400_000

/** A campaign that was on in an area. */
export interface CampaignRun {
  readonly scenario: Scenario
  readonly path: string
  readonly version: number
  /** The last day on which it watches, or watched. */
  readonly lastDay: string
  readonly destroyBy: string
  readonly isOver: boolean
  readonly proof: Proof | null
}

type Proof = NonNullable<NonNullable<AnswerOf<typeof showScenario>['campaign']>['runs'][number]['proof']>

/** Names the proof of one campaign: the scenario, and the version of the setting by which it was last on. */
export function ruleOf({ scenario, version }: Pick<CampaignRun, 'scenario' | 'version'>): string {
  return `campaign/${scenario.id}/${version}`
}

/** The campaigns of scenarios with an end, in the area and below, each with what became of its data; the latest first. */
export async function campaignsIn(tx: Tx, { area, now, only }: { area: string | null; now: number; only?: string }): Promise<CampaignRun[]> {
  const runs: CampaignRun[] = []
  for (const scenario of SCENARIOS) {
    if (!scenario.campaign || (only !== undefined && scenario.id !== only)) continue
    const proofs = new Map((await proofsOf(tx, `campaign/${scenario.id}/`)).map((proof) => [`${proof.area_path} ${proof.rule}`, proof]))
    const settings = await campaignSettings(tx, { scenario: scenario.id, area })
    for (const versions of Map.groupBy(settings, ({ path }) => path).values()) runs.push(...runsOf(scenario, versions, now).map((run) => {
      const proof = proofs.get(`${run.path} ${ruleOf(run)}`)
      return { ...run, proof: proof ? { id: proof.id, at: proof.at.toISOString(), by: proof.by_name, entries: proof.entries, digest: proof.digest.toString('hex'), says: proof.reason } : null }
    }))
  }
  return runs.toSorted((a, b) => (a.lastDay < b.lastDay ? 1 : -1))
}

/** Versions of one area, the oldest first: a campaign lasts from being switched on until its last day or until it is switched off. */
function runsOf(scenario: Scenario, versions: readonly StoredSetting[], now: number): Omit<CampaignRun, 'proof'>[] {
  const today = localDate(now)
  const runs: Omit<CampaignRun, 'proof'>[] = []
  for (const [index, { isOn, endsOn, version, path }] of versions.entries()) {
    const next = versions[index + 1]
    const isReplaced = next !== undefined && next.isOn && localDate(next.changedAt.getTime()) <= (endsOn ?? '')
    if (!isOn || endsOn === null || isReplaced) continue
    const stopped = next === undefined ? null : localDate(next.changedAt.getTime())
    const lastDay = stopped !== null && stopped < endsOn ? stopped : endsOn
    const days = scenario.campaign?.destroyWithinDays ?? 0
    const isOver = lastDay < today || (stopped !== null && stopped <= today)
    runs.push({ scenario, path, version, lastDay, destroyBy: localDate(Date.parse(`${lastDay}T00:00:00+08:00`) + days * DAY_MS), isOver })
  }
  return runs
}

interface CampaignSight {
  readonly runs: readonly CampaignRun[]
  readonly requests: readonly StoredRequest[]
  readonly actor: Actor
  readonly nameOf: (path: string) => string
}

/** As the page of the scenario shows it. */
export function campaignOf(scenario: Scenario, { runs, requests, actor, nameOf }: CampaignSight): ScenarioDetail['campaign'] {
  const { campaign } = scenario
  if (!campaign) return null
  return {
    mostDays: campaign.mostDays, destroyWithinDays: campaign.destroyWithinDays, destroys: [...campaign.destroys], keeps: campaign.keeps,
    runs: runs.map(({ path, version, lastDay, destroyBy, isOver, proof }) => ({ path, areaName: nameOf(path), version, lastDay, destroyBy, isOver, proof })),
    requests: requests.map((request) => requestOf(scenario, request, { actor, areaName: nameOf(request.path) })),
  }
}

type Shown = NonNullable<ScenarioDetail['campaign']>['requests'][number]

function requestOf(scenario: Scenario, request: StoredRequest, { actor, areaName }: { actor: Actor; areaName: string }): Shown {
  const lines = settingLines(scenario, request.settings as StoredSetting['settings']) // checked before it was written
  return {
    id: request.id, path: request.path, areaName, state: request.state as Shown['state'], // checked by the table
    legalBasis: request.legal_basis, endsOn: request.ends_on, changed: lines.filter(({ isChanged }) => isChanged).map(({ label, value }) => ({ label, value })),
    proposedBy: request.proposed_name, proposedAt: request.proposed_at.toISOString(),
    decision: request.decided_at ? { by: request.decided_name ?? '', at: request.decided_at.toISOString(), note: request.decision_note } : null,
    mayDecide: request.state === 'proposed' && request.proposed_by !== actor.userId && actor.permissions.has('scenario.approve'),
  }
}
