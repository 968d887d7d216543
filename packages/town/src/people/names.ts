import type { Random } from '../random.ts'
import { pickWeighted } from './weights.ts'
import type { Weighted } from './weights.ts'

/** Surnames with their share in a thousand, as common as in the north of China. */
const SURNAMES: Weighted<string> = [
  ['王', 95], ['李', 82], ['张', 82], ['刘', 66], ['孙', 36], ['陈', 30], ['赵', 30], ['杨', 26], ['于', 22], ['徐', 20], ['周', 16], ['朱', 16], ['吴', 15],
  ['高', 15], ['马', 15], ['郭', 13], ['崔', 13], ['宋', 13], ['胡', 12], ['韩', 12], ['曲', 4], ['林', 10], ['边', 6], ['常', 8], ['路', 7], ['国', 3], ['相', 2],
  ['毕', 4], ['董', 10], ['姜', 10], ['许', 9], ['曹', 9], ['邢', 6], ['冯', 8], ['郑', 8], ['梁', 8], ['田', 8], ['蒋', 7], ['贾', 7], ['任', 7], ['丁', 7],
  ['苏', 6], ['袁', 6], ['尹', 6], ['魏', 6], ['程', 6], ['吕', 6], ['潘', 5], ['谢', 5], ['唐', 5], ['何', 5], ['罗', 4], ['付', 4], ['石', 4],
  ['范', 4], ['翟', 4], ['史', 4], ['邵', 4], ['孟', 4], ['孔', 3], ['单', 3], ['闫', 3], ['耿', 3], ['齐', 3], ['桑', 2], ['晏', 1], ['谭', 3], ['彭', 3],
  ['卢', 3], ['蔡', 3], ['沈', 3], ['薛', 3], ['邹', 3], ['侯', 3], ['秦', 3], ['江', 2], ['黄', 8], ['欧阳', 1], ['司马', 1], ['上官', 1],
]

interface Syllables {
  readonly first: readonly string[]
  readonly second: readonly string[]
  /** Share of names of one character. */
  readonly single: number
}

type Cohort = 'before-1960' | 'before-1980' | 'before-2000' | 'since-2000'

const syllables = (first: string, second: string, single: number): Syllables => ({ first: [...first], second: [...second], single })

const GIVEN: Readonly<Record<Cohort, Readonly<Record<'1' | '2', Syllables>>>> = {
  'before-1960': {
    1: syllables('建志玉德文振光明永兴传继长金世洪绍宝立凤树广洪家庆西作福克学玉道', '国华英田祥林生海山友福堂贵德清成礼俊胜庆海训河军良法远信水亭臣', 0.05),
    2: syllables('秀桂玉淑凤兰春爱素翠月美金荣瑞俊惠继宝云', '英兰芳珍华云花香荣梅美芝霞玲琴娥红莲凤菊清娟', 0.04),
  },
  'before-1980': {
    1: syllables('建志卫永海国爱红文玉小学新立光洪振少春东宏俊明晓', '军强勇东刚峰涛杰明华伟民斌平波宁亮林海利忠鹏国胜江超', 0.28),
    2: syllables('丽秀海红晓春玉爱淑雪艳燕美文桂小建卫素翠金', '红霞玲丽萍华敏英燕梅芳霞云艳娟静凤芹玲琴平莉', 0.24),
  },
  'before-2000': {
    1: syllables('海志文晓建永国俊宇浩家振明小学立旭少鹏冠庆兆凯', '鹏超磊涛伟杰浩龙强峰宇飞凯斌亮帅辉旭坤洋明健', 0.42),
    2: syllables('晓文雪海丽玉艳小春婷佳静亚梦燕莹倩媛思雅', '婷静娜敏燕雪慧莹丽倩文琳杰洁娟霞玲颖萌茹', 0.36),
  },
  'since-2000': {
    1: syllables('子浩宇梓俊一明铭嘉泽昊奕佳皓家承景博睿思启', '轩宇涵豪然杰睿泽辰博阳霖铭航熙诺晨恒旭恺', 0.08),
    2: syllables('子欣梓雨语诗思佳一若紫可嘉依艺晨芮沐婉静', '涵萱怡彤琪然瑶妍欣诺晴悦宁涵汐萌菲琳冉妤', 0.06),
  },
}

/** A surname, as common as it is. */
export function drawSurname(random: Random): string {
  return pickWeighted(random, SURNAMES)
}

/** A given name of the time a person was born in. */
export function drawGivenName(random: Random, sex: '1' | '2', birthYear: number): string {
  const cohort: Cohort = birthYear < 1960 ? 'before-1960' : birthYear < 1980 ? 'before-1980' : birthYear < 2000 ? 'before-2000' : 'since-2000'
  const { first, second, single } = GIVEN[cohort][sex]
  if (random.chance(single)) return random.pick(second)
  const one = random.pick(first)
  return one + random.pick(second)
}
