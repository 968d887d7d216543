import type { AlarmSeverity, AnswerOf, BodyOf, dryRunScenario } from '@yihu/contracts'
import { learningMs } from '@yihu/domain'
import type { Message } from '@yihu/domain'
import { reasonText } from '@yihu/scenarios'
import type { Scenario, Settings } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { absencesOf, homesOf } from '../care/index.ts'
import type { Homes } from '../care/index.ts'
import { devicesIn, readingsBetween } from '../devices/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { heardBy } from './heard.ts'
import { awayOf, hear, QUIET, wait } from './remembered.ts'
import type { Moved, Remembered } from './remembered.ts'
import { needScenario } from './scenario-show.ts'
import { companyOf, subjectOf } from './subject.ts'
import { turnsOf } from './turns.ts'
import type { Turn } from './turns.ts'
import { pointsOf, watchesOf, watchingOf } from './watch.ts'
import type { Watching } from './watch.ts'
import { needSound } from './write-setting.ts'

type Answer = AnswerOf<typeof dryRunScenario>
type Ring = Answer['rings'][number]

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** More messages than this are not replayed at once. */
const MOST_MESSAGES = 400_000
const MOST_RINGS = 500
const CHUNK = 64

/** What a camera has claimed within a span, as scenarios hear it, oldest first; it stands above alarms. */
export type SeenBetween = (tx: Tx, span: Span, limit: number) => Promise<Message[]>

interface Span {
  readonly deviceNo: number
  readonly from: Date
  readonly to: Date
}

interface Story {
  readonly device: KnownDevice
  readonly messages: Message[]
}

/**
 * What a scenario would have rung with these settings, and does with the present ones, over the stored readings and
 * sightings of the last days; who is away now was so then too. What learns habits hears as many days before them as it
 * takes to know them. Nothing is written and nobody hears of it. @throws not-found, input-invalid
 */
export async function dryRun(context: Context, actor: Actor, { id, form, seenBetween }: { id: string; form: BodyOf<typeof dryRunScenario>; seenBetween: SeenBetween }): Promise<Answer> {
  const scenario = needScenario(id)
  needSound(scenario, form.settings)
  const to = context.clock.now()
  const from = to - form.days * DAY_MS
  const leadMs = learningMs(scenario.trigger(form.settings), (point) => (scenario.startedBy.points?.[point]?.everyMinutes ?? 0) * MINUTE_MS)
  const { stories, devices, readings, seen, isCut } = await storiesOf(context, actor, { scenario, area: form.area, from: from - leadMs, to, seenBetween })
  const play = async (settings: Settings): Promise<Ring[]> =>
    (await ringsOf(watchingOf(scenario, { settings, path: form.area, version: 0 }), stories, to)).filter((ring) => Date.parse(ring.at) >= from)
  const rings = await play(form.settings)
  const inForce = (await watchesOf(context)).watching(form.area, id, to)
  const present = inForce ? await play(inForce.settings) : null
  const heard = [...(readings > 0 || seen === 0 ? [`${readings} 个读数`] : []), ...(seen > 0 ? [`${seen} 次识别`] : [])].join('、')
  const lead = leadMs > 0 ? `，先听了之前 ${leadMs / DAY_MS} 天来认平常的样子` : ''
  return {
    says: `本可响 ${rings.length} 次${present === null ? '' : `，现在的参数响 ${present.length} 次`}（近 ${form.days} 天，${devices} 台设备，${heard}${lead}${isCut ? '，其余的设备消息太多，没有走' : ''}）`,
    count: rings.length, rings: rings.slice(0, MOST_RINGS), present: present && { count: present.length, rings: present.slice(0, MOST_RINGS) },
    devices, readings, from: new Date(from).toISOString(), to: new Date(to).toISOString(), isCut,
  }
}

async function storiesOf(context: Context, actor: Actor, { scenario, area, from, to, seenBetween }: { scenario: Scenario; area: string; from: number; to: number; seenBetween: SeenBetween }) {
  const stories = new Map<string, Story>()
  let [readings, seen] = [0, 0]
  const homes = await homesOf(context)
  const { played, isCut } = await context.db.transact(actor.scope, async (tx) => {
    const watched = (await devicesIn(tx, area)).flatMap((device) => {
      const points = pointsOf(scenario, device)
      return points ? [{ device, points }] : []
    })
    const absences = await absencesOf(tx, watched.map(({ device }) => device.id))
    let played = 0
    for (const company of Map.groupBy(watched, ({ device }) => companyOf(scenario, { device, homes })).values()) {
      const heard: { readonly device: KnownDevice; readonly told: readonly Message[] }[] = []
      let [own, sighted] = [0, 0]
      for (const { device, points } of company) {
        const left = MOST_MESSAGES - readings - seen - own - sighted
        const span = { deviceNo: device.no, from: new Date(from), to: new Date(to) }
        const values = points.size > 0 ? await readingsBetween(tx, { ...span, points: [...points] }, left + 1) : []
        const sights = scenario.startedBy.labels === undefined ? [] : await seenBetween(tx, span, left + 1)
        // Half a story, of a device or of those who share one, would end in a silence that never was.
        if (values.length + sights.length > left) return { played, isCut: true }
        own += values.length
        sighted += sights.length
        heard.push({ device, told: [...values.map(({ at, point, value }): Message => ({ kind: 'value', at, id: '', point, value })), ...sights].flatMap((message) => heardBy(scenario, points, message) ?? []) })
      }
      for (const { device, told } of heard) {
        tellStories(stories, { scenario, speaker: { device, homes }, messages: told, away: awayOf(absences.get(device.id) ?? null, told[0]?.at ?? from).filter(({ at }) => at <= to) })
      }
      readings += own
      seen += sighted
      played += company.length
    }
    return { played, isCut: false }
  })
  return { stories: [...stories.values()], devices: played, readings, seen, isCut }
}

/** Puts what a device said into the stories of its subjects, each with the absence once. */
function tellStories(stories: Map<string, Story>, { scenario, speaker, messages, away }: { scenario: Scenario; speaker: { device: KnownDevice; homes: Homes }; messages: readonly Message[]; away: readonly Message[] }): void {
  for (const message of messages) {
    const subject = subjectOf(scenario, speaker, message)
    const story = stories.get(subject)
    if (story) story.messages.push(message)
    else stories.set(subject, { device: speaker.device, messages: [...away, message] })
  }
}

/** Plays the messages in the order of their time; between subjects others get their turn. */
async function ringsOf(watching: Watching, stories: readonly Story[], to: number): Promise<Ring[]> {
  const all: Ring[] = []
  for (const { device, messages } of stories) {
    all.push(...played(watching, { device, messages }, to))
    await new Promise((resolve) => { setImmediate(resolve) })
  }
  return all.toSorted((a, b) => (a.at < b.at ? 1 : -1))
}

type Open = Omit<Ring, 'clearedAt'> & { endedAt: number | null }

function played(watching: Watching, { device, messages }: Story, to: number): Ring[] {
  const sorted = messages.toSorted((a, b) => a.at - b.at)
  const rings: Open[] = []
  let memory: Remembered | null = null
  for (let from = 0; from < sorted.length; from += CHUNK) {
    const moved: Moved = hear(watching, memory, sorted.slice(from, from + CHUNK))
    noteTurns(rings, turnsOf(memory?.standing ?? QUIET, moved), { watching, device })
    memory = moved.remembered
  }
  if (memory) noteTurns(rings, turnsOf(memory.standing, wait(watching, memory, to)), { watching, device })
  return rings.map(({ endedAt, ...ring }) => ({ ...ring, clearedAt: endedAt === null ? null : new Date(endedAt).toISOString() }))
}

/** A return within the rest is the same ring. */
function noteTurns(rings: Open[], turns: readonly Turn[], { watching: { scenario }, device }: { watching: Watching; device: KnownDevice }): void {
  for (const turn of turns) {
    const last = rings.at(-1)
    const isSame = last !== undefined && last.endedAt !== null && turn.at <= last.endedAt + scenario.dedupe.restMinutes * MINUTE_MS
    if (turn.kind === 'raise' && isSame) last.endedAt = null
    else if (turn.kind === 'raise') rings.push(ringOf(turn, { scenario, device }))
    else if (last && turn.kind === 'rise') last.severity = severityOf(scenario, true)
    else if (last && turn.kind === 'clear') last.endedAt = turn.at
  }
}

function ringOf({ at, why, isGrave }: Extract<Turn, { kind: 'raise' }>, { scenario, device }: { scenario: Scenario; device: KnownDevice }): Open {
  const what = [...new Set(why.map((reason) => reasonText(reason, scenario)))].join('；')
  return { at: new Date(at).toISOString(), endedAt: null, severity: severityOf(scenario, isGrave), what: what === '' ? scenario.name : what, device: { id: device.id, name: device.name }, areaName: device.areaName, point: device.place }
}

function severityOf({ severity, rise }: Scenario, isGrave: boolean): AlarmSeverity {
  return isGrave && rise ? rise.to : severity
}
