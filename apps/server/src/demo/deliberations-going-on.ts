import type { PastDeliberation } from '../modules/community/index.ts'

const DAY_MS = 86_400_000

/** A community with who leads it and how its hall is called. */
export interface Host {
  readonly area: { readonly path: string; readonly name: string }
  readonly by: string
  readonly hall: string
}

interface Plot {
  readonly title: string
  readonly text: string
  readonly place: string
  /** How far it has come. */
  readonly until: 'received' | 'open' | 'scheduled' | 'voting' | 'refused'
}

const PLOTS: readonly Plot[] = [
  { title: '楼前装电动车充电桩', text: '电动车没地方充电，有人从窗户飞线，夜里看着害怕。希望在楼前空地装几个充电桩，配上灭火器。', place: '12号楼前空地', until: 'voting' },
  { title: '小广场晚上九点以后关音响', text: '广场舞音响声音大，上学的孩子和上夜班的人睡不好。建议定个时间，九点以后关音响。', place: '小广场', until: 'open' },
  { title: '单元门口加一段坡道', text: '坐轮椅和推婴儿车的上下台阶不方便，希望加一段坡道和扶手。', place: '3号楼1单元', until: 'scheduled' },
  { title: '把闲置的自行车棚改成晾晒场', text: '旧车棚堆满了没人要的车，能不能清出来，装上晾衣架，老人晒被子用。', place: '东侧自行车棚', until: 'open' },
  { title: '小区东门重新开放', text: '东门封了以后去学校要绕一大圈，希望早晚高峰开放，请保安看着。', place: '东门', until: 'received' },
  { title: '给每家发一辆三轮车', text: '买菜不方便，建议给每家发一辆三轮车。', place: '', until: 'refused' },
]

/** Some proposals that are going on, one in each community in turn; each as far as its plot says. */
export function goingOn(hosts: readonly Host[], asOf: number): PastDeliberation[] {
  return hosts.map((host, nth) => {
    const plot = PLOTS[nth % PLOTS.length] ?? PLOTS[0]
    if (!plot) throw new Error('there is a plot')
    const { title, text, place } = plot
    const at = asOf - (9 + (nth % 5)) * DAY_MS
    return {
      key: `town-going-on-${nth}`, at, area: host.area, title, text, place, author: { name: '李秀英', phone: `100${String(72_000_000 + nth * 149).slice(0, 8)}` }, acts: actsOf(plot, { host, at, asOf }),
      supporters: plot.until === 'received' ? 0 : 6 + nth, roll: plot.until === 'voting' ? homes() : [], caseId: null, ratings: [],
    }
  })
}

function homes(): PastDeliberation['roll'] {
  return Array.from({ length: 36 }, (_, nth) => ({ code: `12号楼${Math.floor(nth / 12) + 1}单元${Math.floor((nth % 12) / 2) + 1}0${(nth % 2) + 1}`, squareMetres: 82.5, voted: null }))
}

function actsOf({ until, title }: Plot, { host: { by, hall }, at, asOf }: { host: Host; at: number; asOf: number }): PastDeliberation['acts'] {
  const on = (days: number) => at + days * DAY_MS
  const publish = { at: on(1), by, act: 'publish' as const, effect: {} }
  const schedule = { at: on(3), by, act: 'schedule' as const, effect: { text: '关系楼上楼下好几户，上会议一议。' } }
  const question = `同意${title}`
  switch (until) {
    case 'received':
      return []
    case 'open':
      return [publish]
    case 'refused':
      return [{ at: on(1), by, act: 'refuse', effect: { text: '社区没有这笔经费，也不属于公共事项。买菜不方便的，可以报名社区的代购服务。' } }]
    case 'scheduled':
      return [publish, schedule]
    case 'voting':
      return [
        publish, schedule,
        {
          at: on(4), by, act: 'set-meeting', effect: {
            change: {
              meeting: {
                at: new Date(asOf + 2 * DAY_MS).toISOString(), place: `${hall}议事厅`, question, rule: 'residents',
                people: [{ role: 'resident', name: '李秀英' }, { role: 'property', name: '物业经理', unit: '小区物业', conflict: '物业收充电服务费' }, { role: 'lawyer', name: '社区法律顾问' }],
              },
            },
            text: `${hall}议事厅。表决的事：${question}。`,
          },
        },
        { at: on(5), by, act: 'set-roll', effect: { text: '12号楼，共 36 户，一户一票；票码入户送达。' } },
        { at: on(6), by, act: 'open-vote', effect: { change: { voteUntil: asOf + 5 * DAY_MS }, text: '一户一票，网上凭票码投，也可以投纸质票；谁投什么不公开。' } },
      ]
  }
}
