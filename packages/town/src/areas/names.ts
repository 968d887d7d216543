/** One community of the demo street: its grids, its estates and how its deliberation hall is called. */
export interface CommunityPlan {
  name: string
  hall: string
  grids: number
  /** Estates built before 2005, then estates built since. Big estates appear as several nodes. */
  oldEstates: readonly string[]
  newEstates: readonly string[]
}

/** Code and label of the fixed upper levels (GB/T 2260; 370305002 is editable data, not verified). */
export const DISTRICT = { code: '370305', label: 'd370305', name: '临淄区' } as const
export const STREET = { code: '370305002', label: 's002', name: '雪宫街道' } as const

/** The 14 communities, roughly west to east; 113 grids and 73 estates in all. */
export const COMMUNITIES: readonly CommunityPlan[] = [
  { name: '埃皋社区', hall: '皋边夜话', grids: 7, oldEstates: ['埃皋小区', '炼化生活区'], newEstates: ['皋苑新居'] },
  { name: '西高社区', hall: '西高有约', grids: 8, oldEstates: ['西高小区', '纺织厂生活区'], newEstates: ['西高万豪花园', '西苑华庭', '锦绣名居', '万豪东苑'] },
  { name: '商城社区', hall: '商邻商量', grids: 8, oldEstates: ['齐国商城小区', '商业局生活区', '二轻生活区', '金桥小区'], newEstates: ['商城公馆'] },
  { name: '胜辛社区', hall: '辛悦四方', grids: 9, oldEstates: ['胜辛小区一区', '胜辛小区二区', '胜辛小区三区', '机厂生活区', '辛店小区'], newEstates: ['胜苑新城'] },
  { name: '单家社区', hall: '单家茶馆', grids: 8, oldEstates: ['单家小区南区', '单家小区北区', '建委生活区'], newEstates: ['晏婴府邸', '单家新居'] },
  { name: '东高社区', hall: '同舟共计', grids: 9, oldEstates: ['东高小区一区', '东高小区二区', '东高小区三区', '东高小区四区', '东高小区五区', '东高小区六区', '东高小区七区'], newEstates: ['东高嘉园'] },
  { name: '桑家社区', hall: '和颜悦色', grids: 8, oldEstates: ['桑家小区', '桑家北苑', '粮食局生活区'], newEstates: ['桑家新村', '牛山名邸'] },
  { name: '桑杨社区', hall: '杨柳议事', grids: 9, oldEstates: ['桑杨小区东区', '桑杨小区西区', '供电生活区', '教师公寓'], newEstates: ['桑杨华府', '杨柳依园'] },
  { name: '临园社区', hall: '园里聊聊', grids: 8, oldEstates: ['临园小区', '临园西里', '人民银行生活区', '卫生局生活区'], newEstates: ['临园尚品'] },
  { name: '桓公社区', hall: '桓公邀约', grids: 8, oldEstates: ['桓公小区', '水利局生活区', '桓苑小区'], newEstates: ['桓公花园', '白领杰座'] },
  { name: '大顺社区', hall: '顺意厅', grids: 8, oldEstates: ['大顺小区', '顺苑小区'], newEstates: ['大顺花园', '大顺锦苑', '怡海国际公寓'] },
  { name: '雪宫社区', hall: '雪宫议堂', grids: 8, oldEstates: ['雪宫小区', '雪宫东里', '体委生活区', '老干部公寓'], newEstates: ['雪宫御园'] },
  { name: '晏婴社区', hall: '晏子问事', grids: 8, oldEstates: ['晏婴小区', '交通局生活区', '方正生活区'], newEstates: ['晏婴国际', '稷苑小区'] },
  { name: '孙家社区', hall: '孙家小院', grids: 7, oldEstates: ['孙家小区', '塑料厂生活区'], newEstates: ['孙家新苑', '齐鲁人家'] },
]

/** Main roads on the lattice lines of `MAIN_ROWS` (north to south) and `MAIN_COLS` (west to east). */
export const ROW_ROADS: readonly string[] = ['临淄大道', '齐兴路', '桓公路', '晏婴路', '牛山路']
export const COL_ROADS: readonly string[] = ['塑化路', '雪宫路', '大顺路', '闻韶路', '遄台路', '天齐路', '管仲路']
export const RIVER_NAME = '运粮河'

/** Ten parks and pocket parks. */
export const PARKS: readonly string[] = [
  '雪宫公园', '桓公广场游园', '桑杨口袋公园', '东高游园', '胜辛健身园', '晏婴文化园', '大顺口袋公园', '单家游园', '临园街心花园', '运粮河滨水园',
]

/** Places that people name, with the kind shown on the map. */
export const PLACES = [
  ['雪宫街道办事处', 'office'], ['雪宫便民服务中心', 'office'], ['城市大脑综合指挥中心', 'office'], ['智慧雪宫党建综合体', 'office'],
  ['大都会步行街夜市', 'market'], ['化工城内夜市', 'market'], ['桑家农贸市场', 'market'], ['胜辛便民市场', 'market'], ['东高早市', 'market'],
  ['茂业百货', 'shopping'], ['利群商厦', 'shopping'], ['土地广场', 'shopping'], ['大都会步行街', 'shopping'],
  ['鑫一诺广场', 'business'], ['天华商务大厦', 'business'], ['怡海国际', 'business'],
  ['雪宫小学', 'school'], ['晏婴小学', 'school'], ['桓公小学', 'school'], ['雪宫中学', 'school'], ['桑杨幼儿园', 'school'], ['东高幼儿园', 'school'],
  ['雪宫社区卫生服务中心', 'health'], ['胜辛卫生服务站', 'health'], ['东高卫生服务站', 'health'], ['大顺卫生服务站', 'health'],
  ['埃皋工业园', 'factory'], ['孙家工业园', 'factory'], ['桑杨公共停车场', 'parking'], ['临园公共停车场', 'parking'],
] as const

