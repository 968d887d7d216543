import { should, shouldNot } from './question.ts'
import type { Written } from './question.ts'

const SITE = '施工现场'
const PIPES = '管网质量'
const PEOPLE = '居民出行与恢复'
const COMPLAINTS = '投诉处理与责任'

/**
 * 雨污分流工程现场检查记录表: four headings with 24 items, as the articles count them. They name building sites and the
 * handling of complaints among the headings and print no item; all wording here is our own and the street's to change.
 */
export const SEWERS: Written = {
  name: '雨污分流工程现场检查记录表', subject: 'place', purpose: '老旧小区雨污分流施工期间的现场检查：4 大项 24 小项，查出的问题限期整改、复查销号。',
  items: [
    should('沟槽和开挖处围挡完整、夜间有警示灯', { group: SITE, classCode: 'A011504', photo: 'always' }),
    should('深沟槽有支护，边上没有堆土和停车', { group: SITE, classCode: 'A011504' }),
    should('工人戴安全帽、穿反光衣', { group: SITE, classCode: 'A011504' }),
    should('下井作业先通风、先检测，井口有人看守', { group: SITE, classCode: 'A090403' }),
    should('裸土覆盖，出入车辆冲洗，路面不带泥', { group: SITE, classCode: 'S0302' }),
    shouldNot('夜间或午休时段有噪声大的施工', { group: SITE, classCode: 'A011501' }),
    should('管材有合格证，型号与图纸一致', { group: PIPES, classCode: 'A010402' }),
    should('管道坡度、接口经监理验过，有记录', { group: PIPES, classCode: 'A010402' }),
    shouldNot('发现雨水管、污水管接混', { group: PIPES, classCode: 'A011004', photo: 'danger' }),
    should('检查井井盖齐平，雨水、污水井盖分开标识', { group: PIPES, classCode: 'A011104' }),
    should('闭水试验做过才回填', { group: PIPES, classCode: 'A010402' }),
    should('回填分层夯实，没有塌陷', { group: PIPES, classCode: 'A010402' }),
    should('居民出入口留有平整通道，老人轮椅过得去', { group: PEOPLE, classCode: 'A011503' }),
    should('消防通道和救护车路线没有被挡住', { group: PEOPLE, classCode: 'A090301' }),
    should('停水停气、断路提前张贴告知', { group: PEOPLE, classCode: 'A011006' }),
    should('挖断的管线、破损的设施当天修好', { group: PEOPLE, classCode: 'A010406' }),
    should('完工段路面、绿化按原样恢复', { group: PEOPLE, classCode: 'A010406' }),
    should('渣土和剩料当天清走', { group: PEOPLE, classCode: 'S0303' }),
    should('公示牌写明工期、施工和监理单位、投诉渠道', { group: COMPLAINTS, classCode: 'A011006' }),
    should('上次检查提出的问题已经整改', { group: COMPLAINTS, classCode: 'A010402' }),
    should('居民投诉有登记、有答复', { group: COMPLAINTS, classCode: 'A010403' }),
    should('监理人员在现场', { group: COMPLAINTS, classCode: 'A010402' }),
    should('自改委或居民代表看过当天的施工', { group: COMPLAINTS, classCode: 'A010403' }),
    { group: COMPLAINTS, text: '比计划进度晚几天（没有晚写 0）', kind: 'number', unit: '天', min: 0, max: 365, dangerWhen: { above: 7 }, classCode: 'A010403' },
  ],
}
