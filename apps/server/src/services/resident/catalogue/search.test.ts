import { expect, it } from 'vitest'
import { findItems } from './search.ts'
import { SHIPPED } from './shipped.ts'

const ITEMS = [...SHIPPED].map(([id, { name, words, guide, who, materials }]) => ({ id, name, words, rest: [guide, who, ...materials].join(' ') }))
const first = (asked: string) => findItems(ITEMS, asked)[0]?.id

/** What people say at the counter; none of these is a word of the catalogue as it stands there. */
const SAID: Readonly<Record<string, string>> = {
  我想给我妈办老年卡: 'senior-card', 六十岁了坐公交免费吗: 'senior-card', 老年人优待证在哪儿办: 'senior-card', laonianka: 'senior-card', lnk: 'senior-card',
  自己怎么交社保: 'social-insurance-payment', 灵活就业人员养老保险: 'social-insurance-payment', shebao: 'social-insurance-payment',
  孩子医保怎么交啊: 'medical-insurance-payment', 新农合什么时候缴: 'medical-insurance-payment',
  在外地看病怎么报销: 'medical-reimbursement', 住院花的钱能报吗: 'medical-reimbursement', 慢性病怎么办: 'medical-reimbursement',
  养老金要刷脸我不会: 'pension-certification', 退休金认证去哪: 'pension-certification', 我什么时候能退休: 'retirement-consulting', 想找个工作: 'job-service', 下岗了没工作: 'job-service', 怎么领失业金: 'job-service',
  身份证丢了怎么办: 'identity-documents', 身份证快到期了: 'identity-documents', 办个居住证: 'identity-documents', sfz: 'identity-documents',
  给新生儿上户口: 'household-registration', 户口怎么迁过来: 'household-registration', 户口本丢了: 'household-registration',
  在哪里交水费: 'utility-payment', 交暖气费的户号不知道: 'utility-payment', 家里没电了: 'utility-repair', 暖气不热找谁: 'utility-repair', 厨房下水道堵了: 'utility-repair',
  社区开个证明: 'community-proof', 居住证明哪里开: 'community-proof', 怎么申请低保: 'minimum-living', 家里困难想吃低保: 'minimum-living', 家里着火了没地方住: 'temporary-relief',
  我爸八十岁有补贴吗: 'senior-allowance', 高龄老人补贴: 'senior-allowance', 老人没人做饭能送餐吗: 'senior-meal', 办残疾证要什么材料: 'disability-card', 我要评残: 'disability-card',
  怀孕了要建档: 'birth-registration', 孩子打疫苗: 'vaccination', 被狗咬了去哪打针: 'vaccination', 签个家庭医生: 'family-doctor', 老人体检: 'family-doctor',
  孩子上小学划片: 'school-enrolment', 我想开个饭店办执照: 'business-licence', 营业执照注销: 'business-licence', 退伍军人优待证: 'veteran-service', 当过兵能办什么: 'veteran-service',
}

it('五十句平常说法，九成五以上第一条就是，前三条里全有', () => {
  const said = Object.entries(SAID)
  expect(said.length).toBeGreaterThanOrEqual(50)
  const wrong = said.filter(([asked, id]) => first(asked) !== id).map(([asked]) => `${asked} → ${first(asked) ?? '没有'}`)
  expect(wrong.length, wrong.join('；')).toBeLessThanOrEqual(said.length * 0.05)
  expect(said.filter(([asked, id]) => !findItems(ITEMS, asked).slice(0, 3).some((one) => one.id === id)).map(([asked]) => asked)).toEqual([])
})

it('共二十三项，编号、名称不重复；不问就全列，胡话什么也不列；找到的说明是哪个俗称', () => {
  expect(ITEMS).toHaveLength(23)
  expect(new Set(ITEMS.map(({ name }) => name)).size).toBe(23)
  expect(findItems(ITEMS, ' ')).toHaveLength(23)
  expect(findItems(ITEMS, '火星旅行签证')).toEqual([])
  expect(findItems(ITEMS, '办老年卡')[0]).toEqual({ id: 'senior-card', saidAs: '办老年卡' })
  // Only what was really said is called the item's other name.
  expect(findItems(ITEMS, '办老年卡').slice(1).every(({ saidAs }) => saidAs === null)).toBe(true)
  expect(findItems(ITEMS, '高龄津贴申领')[0]).toEqual({ id: 'senior-allowance', saidAs: null })
})
