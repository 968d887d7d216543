import { SURNAME } from './surnames.ts'

/** Where a name stands in a text. */
export interface NamePlace {
  readonly start: number
  readonly end: number
}

const HAN = String.raw`\p{Script=Han}`
/** Characters of given names: whatever nobody is called is left out. */
const GIVEN = String.raw`(?![的您你我他她它们是在和与到向即被把就都也很不了着过提出给对从要能去来说有经因为于以及等其此该所请这那])\p{Script=Han}`
/** What follows a name rather than belongs to it. */
const AFTER_NAME = String.raw`(?=$|[^${HAN}]|反映|投诉|来电|表示|称|说|在|住|和|与|电话|手机|身份证|先生|女士|小姐|家|的|是|向|于|因|被|要|想|给|到|来|今|昨|现|一家)`
/** Said before a name and nothing else. */
const NAMING = '(?:姓名|名字|名叫|我叫|他叫|她叫|联系人|反映人|投诉人|报事人|当事人)'
/** Said before a name among other things: only a whole name counts. */
const LEANING = '(?:业主|住户|居民|邻居|村民|租户|租客|房东|户主|本人|我是)'
const TITLE = '(?:先生|女士|小姐|阿姨|大爷|大妈|大叔|奶奶|爷爷|师傅)'

const NAMED = new RegExp(`${NAMING}[是为叫:： ]{0,3}(${SURNAME}(?:(?:${GIVEN}){1,2}?${AFTER_NAME}|(?:${GIVEN}){1,2}))`, 'gdu')
const LEANED = new RegExp(`${LEANING}[是为叫:： ]{0,2}(${SURNAME}(?:${GIVEN}){1,2}?)(?=$|[^${HAN}]|反映|投诉|来电|表示|称|说|电话|手机|身份证|先生|女士|家的|家里|家在|家养)`, 'gdu')
const TITLED = new RegExp(`(?<!${HAN})(${SURNAME}(?:${GIVEN}){1,2})${TITLE}`, 'gdu')
/** Behind one of these a common word begins, not a name. */
const NO_NAMES = new Set(['申请', '安静', '曾经', '高空', '高中', '高层', '高龄', '方便', '常常', '文明', '安全', '安装', '向上', '向社区', '严重', '严格', '万一', '常住', '于是', '石头', '白天', '任何', '高度', '高兴', '单元', '单位', '单独', '江边', '金额', '温度', '康复', '齐心', '史上', '黄色', '白色', '龙头'])

/** Names that people say of themselves or of others, where the words around tell that it is one. Linear. */
export function namesIn(plain: string): NamePlace[] {
  return [NAMED, LEANED, TITLED].flatMap((pattern) =>
    [...plain.matchAll(pattern)].flatMap(({ 1: name, indices }) => {
      const [start, end] = indices?.[1] ?? [0, 0]
      return name === undefined || NO_NAMES.has(name) || NO_NAMES.has(name.slice(0, 2)) ? [] : [{ start, end }]
    }))
}
