import type { SeasonForm } from '@yihu/contracts'

/** The seasons as shipped; a street changes or stops them, or adds its own. */
export const SEASONS: Readonly<Record<string, SeasonForm>> = {
  heating: {
    name: '开始供暖', calendar: 'solar', month: 11, day: 15, days: 30, leadDays: 20, classCodes: ['A0109', 'S0405'], isActive: true,
    measure: '供暖前联系供热单位和物业：试水打压、排查去年不热和漏水的楼栋，公布报修电话，对老旧管网和独居老人家先看一遍。',
  },
  flood: {
    name: '进入汛期', calendar: 'solar', month: 6, day: 1, days: 92, leadDays: 15, classCodes: ['S0406', 'A011003'], isActive: true,
    measure: '雨前清掏雨水口和排水沟，查看去年积水的路段和地下车库，备好挡水板、沙袋和水泵，定好谁守哪里。',
  },
  exam: {
    name: '高考、中考', calendar: 'solar', month: 6, day: 7, days: 10, leadDays: 7, classCodes: ['S0301', 'S0508', 'S2107', 'A011501', 'A0203'], isActive: true,
    measure: '走访考点和考生集中的小区周边的工地、商铺、广场舞队，告知考试期间停止夜间施工和高音喇叭，安排夜间巡查。',
  },
  fireworks: {
    name: '春节烟花爆竹', calendar: 'lunar', month: 12, day: 23, days: 24, leadDays: 10, classCodes: ['A090405'], isActive: true,
    measure: '张贴禁放限放的范围和时间，清理楼道和阳台可燃物，检查销售点，除夕、初五、元宵安排人守重点小区。',
  },
  snow: {
    name: '冬季冰雪', calendar: 'solar', month: 12, day: 1, days: 75, leadDays: 10, classCodes: ['S0407'], isActive: true,
    measure: '备好融雪剂和工具，定好坡道、桥面、学校门口由谁先清，排查易结冰的漏水点。',
  },
  barbecue: {
    name: '夏夜烧烤油烟', calendar: 'solar', month: 5, day: 15, days: 110, leadDays: 10, classCodes: ['S0504', 'S0508'], isActive: true,
    measure: '走访去年被投诉的烧烤店和夜市摊点，检查油烟净化设施，约定收摊时间，划好可以摆的地方。',
  },
}
