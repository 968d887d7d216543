import { countVotes, NO_BALLOTS, toMs } from '@yihu/domain'
import type { VoteResult } from '@yihu/domain'
import type { CaseScript, Town } from '@yihu/town'
import type { Context } from '../kernel/context.ts'
import type { Tx } from '../kernel/db/index.ts'
import { bringInDeliberations } from '../modules/community/index.ts'
import type { PastDeliberation } from '../modules/community/index.ts'
import { takenAs } from '../platform/signals/index.ts'
import { goingOn } from './deliberations-going-on.ts'
import type { Host } from './deliberations-going-on.ts'

const DAY_MS = 86_400_000
const NAMES = ['王桂兰', '李建国', '张秀英', '刘志强', '陈玉芬', '杨海涛', '赵敏', '孙丽华', '周德明', '吴小燕', '徐长林', '马春梅']
const SPECIALITIES = ['晚饭后坐下来说，谁家的事谁先讲', '老党员领着议，法律顾问在场', '楼院板凳会，议到门口去', '一月一议，张贴公示七天', '物业、业委会、社区三方同桌']

/** The year's 176 matters settled by 五步议事法, each tied to the case it became, some more that are going on, and the hall of every community. Invented. */
export async function loadDeliberations(tx: Tx, context: Context, { town, accounts, asOf }: { town: Town; accounts: ReadonlyMap<string, string>; asOf: number }): Promise<void> {
  const hosts = town.areas.flatMap((area): Host[] => {
    if (area.level !== 'community') return []
    const user = town.users.find(({ areaPath, roles, username }) => areaPath === area.path && roles.includes('community') && accounts.has(username))
    const { hall } = area.attrs
    return user ? [{ area: { path: area.path, name: area.name }, by: user.displayName, hall }] : []
  })
  const scripts = town.cases.filter(({ source }) => source === 'deliberation')
  const cases = await takenAs(tx, 'deliberation', scripts.map(({ key }) => key))
  const settled = scripts.flatMap((script, nth): PastDeliberation[] => {
    const host = hosts.find(({ area }) => script.areaPath.startsWith(`${area.path}.`) || script.areaPath === area.path)
    const taken = cases.get(script.key)
    return host && taken ? [settledOf(script, nth, { host, taken, asOf })] : []
  })
  await bringInDeliberations(tx, context, {
    deliberations: [...settled, ...goingOn(hosts, asOf)],
    halls: hosts.map(({ area, by, hall }, nth) => ({ path: area.path, by, at: asOf, form: { name: hall, speciality: SPECIALITIES[nth % SPECIALITIES.length] ?? '', place: `${area.name}党群服务中心` } })),
  })
}

interface Settling {
  readonly host: Host
  readonly taken: { readonly caseId: string; readonly number: string }
  readonly asOf: number
}

/** How a matter came to its case: proposed, on the agenda, debated and voted on, then done and rated as far as the case has come. */
function settledOf(script: CaseScript, nth: number, { host: { area, by, hall }, taken, asOf }: Settling): PastDeliberation {
  const start = toMs(script.at)
  const at = start - 14 * DAY_MS
  const on = (days: number) => start - days * DAY_MS
  const { present, agreed } = attendance(script, nth)
  const roll = rollOf(present + 4 + (nth % 9), present)
  const result = resultOf({ due: roll.length, present, agreed })
  const question = `同意办“${script.title}”`
  const desk = (act: PastDeliberation['acts'][number]['act'], days: number, effect: PastDeliberation['acts'][number]['effect'] = {}) => ({ at: on(days), by, act, effect })
  return {
    key: `town-${script.key}`, at, area, title: script.title, text: script.text, place: script.address, author: { name: nameOf(nth), phone: `100${String(71_000_000 + nth * 139).slice(0, 8)}` },
    acts: [
      desk('publish', 13), desk('schedule', 11, { text: `支持的人多，列入本月议题。` }),
      desk('set-meeting', 9, { change: { meeting: meetingOf({ at: on(2), hall, question, nth }) }, text: `${hall}议事厅。表决的事：${question}。` }),
      desk('set-roll', 8, { text: `共 ${roll.length} 户，一户一票。` }), desk('open-vote', 7, { change: { voteUntil: on(2) }, text: '一户一票，谁投什么不公开。' }),
      desk('count', 1, { change: { result: { isCarried: result.isCarried, lines: result.lines, minutes: '议事会上把各方意见听全，当场唱票、监票。' } }, isCarried: true, title: '计票：通过', text: result.lines.join('') }),
      desk('assign', 0, { text: `${script.title}（案件 ${taken.number}）` }), ...endOf(script, { by, asOf }),
    ],
    supporters: 3 + ((nth * 7) % 23), roll, caseId: taken.caseId, ratings: closedAt(script) === null ? [] : ratingsOf(nth, closedAt(script) ?? start),
  }
}

/** «到会31人，同意26人» of the reply. */
function attendance({ moves }: CaseScript, nth: number): { present: number; agreed: number } {
  const said = moves.map(({ form }) => /到会(\d+)人，同意(\d+)人/u.exec(String(form['text'] ?? ''))).find((match) => match !== null)
  return said ? { present: Number(said[1]), agreed: Number(said[2]) } : { present: 20 + (nth % 17), agreed: 16 + (nth % 13) }
}

function rollOf(due: number, present: number): PastDeliberation['roll'] {
  return Array.from({ length: due }, (_, nth) => ({ code: `${Math.floor(nth / 12) + 1}单元${Math.floor((nth % 12) / 2) + 1}0${(nth % 2) + 1}`, squareMetres: 0, voted: nth < present ? ('paper' as const) : null }))
}

function resultOf({ due, present, agreed }: { due: number; present: number; agreed: number }): VoteResult {
  const weight = (votes: number) => ({ votes, squareMetres: 0 })
  return countVotes({ rule: 'residents', roll: weight(due), excluded: weight(0), online: NO_BALLOTS, paper: { ...NO_BALLOTS, for: weight(agreed), against: weight(present - agreed) } })
}

function meetingOf({ at, hall, question, nth }: { at: number; hall: string; question: string; nth: number }) {
  return {
    at: new Date(at).toISOString(), place: `${hall}议事厅`, question, rule: 'residents' as const,
    people: [
      { role: 'resident' as const, name: nameOf(nth) }, { role: 'committee' as const, name: nameOf(nth + 3) }, { role: 'property' as const, name: '物业经理', unit: '小区物业' },
      nth % 3 === 0 ? { role: 'police' as const, name: '片警' } : { role: 'urban' as const, name: '城管队员' }, { role: 'lawyer' as const, name: '社区法律顾问' }, ...(nth % 2 === 0 ? [{ role: 'partner' as const, name: '共建单位代表' }] : []),
    ],
  }
}

function nameOf(nth: number): string {
  return NAMES[nth % NAMES.length] ?? '王桂兰'
}

function closedAt({ moves }: CaseScript): number | null {
  const passed = moves.find(({ move }) => move === 'pass-check')
  return passed ? toMs(passed.at) : null
}

/** What follows the case: people are asked when it is closed; a week later what they said is published. */
function endOf(script: CaseScript, { by, asOf }: { by: string; asOf: number }): PastDeliberation['acts'][number][] {
  const closed = closedAt(script)
  if (closed === null) return []
  const finish = { at: closed, by: '系统', act: 'finish' as const, effect: { title: '事情都办结了', text: '请支持过的人和参加表决的户来评。' } }
  return closed + 7 * DAY_MS < asOf ? [finish, { at: closed + 7 * DAY_MS, by, act: 'conclude' as const, effect: { text: '多数人说办成了，结果张贴公示。' } }] : [finish]
}

function ratingsOf(nth: number, from: number): PastDeliberation['ratings'] {
  return Array.from({ length: 3 + (nth % 5) }, (_, one) => ({ solved: (nth + one) % 11 !== 0, satisfaction: (nth + one) % 11 === 0 ? 3 : 4 + ((nth + one) % 2), comment: one === 0 ? '坐下来说开了，事就好办。' : '', at: new Date(from + (one + 1) * 3_600_000) }))
}
