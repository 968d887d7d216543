const FULL_FIRST = 0xff01
const FULL_LAST = 0xff5e
const FULL_TO_HALF = 0xfee0
const FULL_SIGNS = /[\u3000\uff01-\uff5e]/gu

/** Traditional characters that stand in the words our rules look for, each before its simplified form. */
const TRADITIONAL =
  '氣气漏漏洩泄電电樓楼傷伤殺杀學学兒儿訪访鬧闹斷断墜坠燒烧災灾產产險险護护裝装線线塵尘煙烟霧雾亂乱報报場场車车門门間间動动員员廠厂會会圍围堵堵擠挤衝冲嚴严緊紧親亲媽妈爺爷獨独臥卧殘残癱瘫藥药醫医聚聚橋桥壞坏裂裂陽阳臺台牆墙級级實实際际無无沒没請请聯联繫系處处問问題题機机關关業业屬属誤误擾扰電电錢钱號号時时來来過过還还對对說说'
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: TRADITIONAL.length / 2 }, (_, at): [string, string] => [TRADITIONAL.charAt(2 * at), TRADITIONAL.charAt(2 * at + 1)]).filter(([a, b]) => a !== b),
)
const TRADITIONAL_SIGNS = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'gu')

/** A text with half-width letters, digits and signs; every character keeps its place. */
export function halfWidth(text: string): string {
  return text.replaceAll(FULL_SIGNS, (sign) => {
    const code = sign.charCodeAt(0)
    return code >= FULL_FIRST && code <= FULL_LAST ? String.fromCharCode(code - FULL_TO_HALF) : ' '
  })
}

/** A text in the writing of our rules: half-width, small letters, common traditional characters simplified; places stay. */
export function ruleText(text: string): string {
  return halfWidth(text)
    .replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase())
    .replaceAll(TRADITIONAL_SIGNS, (sign) => SIMPLIFIED.get(sign) ?? sign)
}
