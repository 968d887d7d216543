import { pad } from '../staff/units.ts'
import type { GridSite } from './sites.ts'
import type { TownOrganisation, TownPerson } from '../people-types.ts'
import type { Random } from '../random.ts'
import { pickWeighted } from './weights.ts'
import type { Weighted } from './weights.ts'

/** Trades of small shops: line of business and the words their names end with. */
const TRADES: Weighted<{ readonly business: string; readonly endings: readonly string[] }> = [
  [{ business: '餐饮', endings: ['小吃店', '饺子馆', '羊汤馆', '面馆', '火锅店', '烧烤店', '家常菜馆', '快餐店', '早餐铺'] }, 21],
  [{ business: '食品零售', endings: ['便利店', '超市', '水果店', '蔬菜店', '粮油店', '烟酒店', '茶叶店', '炒货店'] }, 22],
  [{ business: '理发美容', endings: ['理发店', '美发沙龙', '美容院', '美甲店'] }, 9],
  [{ business: '服装鞋帽', endings: ['服装店', '鞋店', '童装店', '裁缝铺', '家纺店'] }, 10],
  [{ business: '五金建材', endings: ['五金店', '建材店', '灯饰店', '窗帘店', '门窗店'] }, 8],
  [{ business: '修理服务', endings: ['电动车行', '汽车维修部', '家电维修部', '修鞋铺', '手机维修店'] }, 7],
  [{ business: '药品零售', endings: ['大药房', '药店'] }, 3],
  [{ business: '教育培训', endings: ['托管班', '书画培训中心', '舞蹈教室', '琴行'] }, 3],
  [{ business: '住宿', endings: ['宾馆', '快捷酒店', '民宿'] }, 2],
  [{ business: '休闲娱乐', endings: ['棋牌室', '台球厅', '健身房', '网吧'] }, 3],
  [{ business: '快递物流', endings: ['快递驿站', '货运部'] }, 3],
  [{ business: '文具图文', endings: ['打印店', '文具店', '图文广告店', '书店'] }, 3],
  [{ business: '通讯数码', endings: ['手机店', '电脑店', '通讯营业厅'] }, 3],
  [{ business: '房产中介', endings: ['房产中介', '家政服务部'] }, 2],
  [{ business: '医疗诊所', endings: ['口腔诊所', '中医诊所', '诊所'] }, 1],
]

const WORDS = ['福', '顺', '鑫', '旺', '和', '美', '佳', '乐', '祥', '瑞', '盛', '康', '源', '诚', '聚', '味', '香', '缘', '家', '好', '老', '小', '新', '金', '宏', '泰', '丰', '兴', '悦', '雅'] as const

interface Stock {
  readonly site: GridSite
  readonly count: number
  readonly people: readonly TownPerson[]
  readonly creditCode: (office: '92') => string
  readonly random: Random
}

/** The shops of a grid along its streets, most of them run by somebody who lives in the grid. */
export function openShops({ site, count, people, creditCode, random }: Stock): TownOrganisation[] {
  const traders = people.filter(({ occupation }) => occupation === '54')
  return Array.from({ length: count }, (_, at): TownOrganisation => {
    const { business, endings } = pickWeighted(random, TRADES)
    const operator = random.chance(0.62) && traders.length > 0 ? random.pick(traders) : undefined
    const isNamedAfter = operator !== undefined && random.chance(0.18)
    const sign = isNamedAfter ? `${operator.name.slice(0, 1)}记` : random.pick(WORDS) + random.pick(WORDS)
    const spot = site.front(random)
    return {
      key: `${site.grid.code}-s${pad(at + 1, 3)}`, kind: 'shop', name: `${sign}${random.pick(endings)}`, creditCode: creditCode('92'), parentKey: null, areaPath: spot.areaPath,
      address: spot.address, point: spot.point, business, operatorKey: operator?.key ?? null, serves: [],
    }
  })
}
