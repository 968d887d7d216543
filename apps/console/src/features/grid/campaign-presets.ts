import type { TypedRoutine } from './routine-values.ts'

/** Campaigns as streets open them often: what is set when one is chosen; everything can be changed after that. Our own wording. */
export const CAMPAIGN_PRESETS: readonly (Pick<TypedRoutine, 'name' | 'act' | 'subject' | 'tags' | 'kinds' | 'how' | 'isDestroyed'>)[] = [
  { name: '入户大走访', act: 'visit', subject: 'household', tags: [], kinds: [], isDestroyed: false, how: '每户走一遍：问难处、记诉求、看用气用电，登记变了的当场核实。没见到的换个时间再去，或者打电话。' },
  { name: '旧改三必访', act: 'visit', subject: 'household', tags: [], kinds: [], isDestroyed: false, how: '改造前必访听意愿，施工中必访听意见，完工后必访听评价；每一轮开一个专项，意见随手报成案件，各部门同时办。' },
  { name: '三必访', act: 'visit', subject: 'household', tags: [], kinds: [], isDestroyed: false, how: '必访哪些户由街道定：在“有哪些标签的”和“哪里”里选好；统一的标准和政策口径写在下面，上门的人照着看、照着说。' },
  { name: '电话全覆盖', act: 'call', subject: 'person', tags: [], kinds: [], isDestroyed: false, how: '每人打一次电话；没人接的换个时间再打，还没有就上门。电话按用途查看，留痕。' },
  { name: '九小场所大排查', act: 'patrol', subject: 'organisation', tags: ['nine-small'], kinds: [], isDestroyed: false, how: '按《九小场所消防检查》看一遍，查出的隐患立案整改，复查过了才算。' },
  { name: '出租房大排查', act: 'patrol', subject: 'house', tags: [], kinds: ['rented'], isDestroyed: false, how: '按《出租房安全检查》看一遍，住的人和登记的对一对；查出的隐患立案整改，复查过了才算。' },
  { name: '涉疫排查', act: 'call', subject: 'household', tags: [], kinds: [], isDestroyed: true, how: '只问文件规定要问的，不另行登记；结束后第二天销毁记录。' },
]
