import { should, shouldNot } from './question.ts'
import type { Written } from './question.ts'

/** 九小场所消防检查. */
export const SMALL_PLACES: Written = {
  name: '九小场所消防检查', subject: 'organisation', purpose: '小商店、小餐馆、小旅馆等小场所的日常消防检查。',
  items: [
    should('登记的场所类别和实际经营一致', { classCode: 'A090304', photo: 'none' }),
    { text: '有效的灭火器', kind: 'number', unit: '具', min: 0, max: 500, dangerWhen: { below: 2 }, classCode: 'A090302', photo: 'danger' },
    should('疏散通道和安全出口畅通，没有上锁', { classCode: 'A090301', photo: 'always' }),
    should('应急照明和疏散指示亮着', { classCode: 'A090302' }),
    shouldNot('店里有人住，或住人处和经营处没有隔开', { classCode: 'A090304' }),
    shouldNot('门窗装了打不开的防盗网或广告牌', { classCode: 'A090304' }),
    shouldNot('电线乱拉乱接、插排串接', { classCode: 'A010704' }),
    shouldNot('室内停放电动车或给它充电', { classCode: 'S2102' }),
    should('用瓶装气的装了报警器，气瓶不在室内存多余的', { classCode: 'A010801' }),
    { text: '在场的人会不会用灭火器', kind: 'choice', choices: ['都会', '有人会', '没有人会'], dangerWhen: { is: ['没有人会'] }, classCode: 'A090304' },
    { text: '其他要说明的', kind: 'text', isNeeded: false },
  ],
}

/** 电动自行车停放充电检查. */
export const CHARGING: Written = {
  name: '电动自行车停放充电检查', subject: 'place', purpose: '楼栋和车棚里电动自行车停放、充电的检查。',
  items: [
    shouldNot('楼道、门厅或地下室里停放电动自行车', { classCode: 'S2102', photo: 'danger' }),
    shouldNot('从楼上拉线充电（飞线）', { classCode: 'S2104' }),
    shouldNot('拿电池上楼充电', { classCode: 'A030503' }),
    shouldNot('车辆占了消防通道', { classCode: 'S2103' }),
    should('充电棚的充电口都能用', { classCode: 'A030501' }),
    { text: '坏了的充电口', kind: 'number', unit: '个', min: 0, max: 500, dangerWhen: { above: 2 }, classCode: 'A030501' },
    should('充电棚有灭火器，棚内没有可燃杂物', { classCode: 'A090302' }),
    should('充电棚与楼体留有距离或有防火隔断', { classCode: 'A090306' }),
  ],
}

/** 餐饮油烟检查. */
export const CATERING: Written = {
  name: '餐饮油烟检查', subject: 'organisation', purpose: '餐饮店油烟净化和排放的检查。',
  items: [
    should('装了油烟净化设备，正在运行', { classCode: 'S0116', photo: 'always' }),
    { text: '距上次清洗净化设备', kind: 'number', unit: '天', min: 0, max: 3650, dangerWhen: { above: 60 }, classCode: 'S0116' },
    should('有清洗记录', { classCode: 'S0116' }),
    shouldNot('烟道口朝着居民窗户或人行道', { classCode: 'A020101' }),
    shouldNot('油污从烟道或地面外流', { classCode: 'A011001' }),
    { text: '周边居民反映油烟', kind: 'choice', choices: ['没有', '偶尔', '经常'], dangerWhen: { is: ['经常'] }, classCode: 'A020101' },
    shouldNot('在店外生火、烧烤', { classCode: 'S0510' }),
    should('厨房灶台旁有灭火毯或灭火器', { classCode: 'A090302' }),
  ],
}

/** 出租房安全检查. */
export const RENTAL: Written = {
  name: '出租房安全检查', subject: 'house', purpose: '出租房屋的消防、用电、用气和结构安全；住了谁以台账为准，只核对。',
  items: [
    should('住的人和登记的一致', { classCode: 'A011705', photo: 'none' }),
    shouldNot('隔成多个小间分租（群租）', { classCode: 'A090306' }),
    shouldNot('用易燃材料隔断', { classCode: 'A090306' }),
    shouldNot('拆改承重墙', { classCode: 'A010107' }),
    should('有逃生的窗或出口，没有被封死', { classCode: 'A090306' }),
    should('燃气管没有老化，热水器排烟通到室外', { classCode: 'A010805' }),
    shouldNot('电线乱拉乱接', { classCode: 'A010704' }),
    shouldNot('电动自行车或电池在屋里充电', { classCode: 'A030503' }),
    should('有烟感或灭火器', { classCode: 'A090302' }),
  ],
}
