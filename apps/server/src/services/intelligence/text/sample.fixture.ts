import type { Example } from './learn.ts'

const MATTERS = {
  环境: ['夜里施工噪音太大', '烧烤店油烟熏人', '河水发黑发臭', '工厂排放废气', '搅拌站粉尘满天'],
  教育: ['小学学位不够', '老师补课收费', '幼儿园收费太高', '学校食堂饭菜差', '中学作业太多'],
  交通: ['公交车等了很久', '出租车拒载乱收费', '路口红绿灯时间太短', '客运站班车太少', '地铁末班车太早'],
} as const
const OPENINGS = ['您好，', '尊敬的领导：', '反映一个问题，', '我是附近居民，', '']
const ENDINGS = ['请尽快处理。', '希望有关部门管一管！', '谢谢', '急。']
const PLACES = ['东风路', '桃园小区', '人民广场', '新城花园', '河西村', '北大街']

/** Made-up messages of three classes, four times each matter, place and manner turned by turns. */
export function sampleExamples(): Example[] {
  return Object.entries(MATTERS).flatMap(([label, matters]) => Array.from({ length: 60 }, (_, at): Example => {
    const matter = matters[at % matters.length] ?? ''
    const place = PLACES[at % PLACES.length] ?? ''
    const text = `${OPENINGS[(at * 3) % OPENINGS.length]}${place}${at + 1}号旁边${matter}，${ENDINGS[at % ENDINGS.length]}`
    return { label, title: at % 2 === 0 ? `${place}${matter}` : null, text }
  }))
}
