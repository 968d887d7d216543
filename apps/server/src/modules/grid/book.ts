import type { RoutineForm } from '@yihu/contracts'

const ALWAYS = { tags: [], kinds: [], area: null, begins: null, ends: null, season: null, isActive: true, isDestroyed: false, basis: '', standards: '', wording: '' } as const satisfies Partial<RoutineForm>
const own = (form: Omit<RoutineForm, keyof typeof ALWAYS> & Partial<RoutineForm>): RoutineForm => ({ ...ALWAYS, tags: [], kinds: [], ...form })

/** 五必 as shipped: every street says itself whom and how, stops some or adds its own. */
export const ROUTINES: Readonly<Record<string, RoutineForm>> = {
  'daily-patrol': own({ name: '每日必巡', act: 'patrol', rhythm: 'day', subject: 'grid', how: '走一遍网格：楼道和消防通道有没有堵、井盖路灯好不好、垃圾满没满、有没有新贴的招租和施工。发现的随手报，不用凑数。' }),
  'weekly-patrol': own({ name: '每周必巡', act: 'patrol', rhythm: 'week', subject: 'organisation', tags: ['nine-small'], how: '看九小场所：灭火器、疏散通道、用电用气、有没有住人。当场能改的改，改不了的报。' }),
  'monthly-visit': own({ name: '每月必访', act: 'visit', rhythm: 'month', subject: 'household', tags: ['single-elder', 'low-income'], how: '上门看一看：身体、吃药、用气用电、有没有难处。登记变了的当场核实，不重填。' }),
  'quarterly-talk': own({ name: '每季必谈', act: 'talk', rhythm: 'quarter', subject: 'organisation', kinds: ['property', 'owners-committee', 'renewal-committee'], how: '和物业、业委会、自改委坐下来谈：这一季的诉求、没有解决的、下一季的打算。' }),
  'yearly-review': own({ name: '每年必评', act: 'review', rhythm: 'year', subject: 'organisation', kinds: ['property'], how: '请居民代表评一评物业：修得快不快、账清不清、态度好不好，结果公布。' }),
}
