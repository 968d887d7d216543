import { DESKS } from '@yihu/contracts'
import type { Desk } from '@yihu/contracts'
import type { ListName } from '../features/cases/inbox-search.ts'
import type { Permission } from './session.ts'

/** The words of the head that open to several pages. */
export const MENUS = { pool: '底数', insight: '研判', sensing: '感知', admin: '管理' } as const

interface Page {
  readonly to: '/map' | '/now' | '/screen' | '/dashboards' | '/bulletins' | '/forecast' | '/admin/seasons' | '/intake' | '/coordination' | '/clusters' | '/prevention' | '/mediations' | '/deliberations' | '/powers' | '/services' | '/stories' | '/activities' | '/held' | '/shifts' | '/grid' | '/checks' | '/checks/sheets' | '/checks/dangers' | '/tracks' | '/imports' | '/exports' | '/registers' | '/quality' | '/sensitive' | '/areas' | '/codes' | '/alarms' | '/scenarios' | '/care' | '/devices' | '/device-products' | '/dead-letters' | '/admin/users' | '/admin/units' | '/admin/calendar' | '/admin/rules' | '/admin/classes' | '/admin/models' | '/admin/tags' | '/admin/retention' | '/admin/templates' | '/admin/keys' | '/admin/audit'
  readonly label: string
  readonly permission: Permission
  /** Other words that find it in the command box. */
  readonly words: string
  /** Under which word of the head it hides; null: it stands there itself. */
  readonly menu: keyof typeof MENUS | null
}

/** Every page besides the desks, in the order of the menu. */
export const PAGES: readonly Page[] = [
  { to: '/intake', label: '登记来电', permission: 'case.register', words: '电话 来访 登记 新建 报事', menu: null },
  { to: '/held', label: '待核', permission: 'case.accept', words: '待核报事 刷屏 垃圾 重复 洪水 放行 不受理', menu: 'insight' },
  { to: '/coordination', label: '协调', permission: 'case.read', words: '督办 街呼区应 一呼百应 延期 挂账 作废 审批 红牌', menu: null },
  { to: '/clusters', label: '热点', permission: 'cluster.read', words: '聚类 多发 同一件事 趋势 报警 原因', menu: 'insight' },
  { to: '/prevention', label: '未诉先办', permission: 'prevention.read', words: '主动治理 预防 任务 效果 减少诉求', menu: 'insight' },
  { to: '/forecast', label: '诉求预测', permission: 'prevention.read', words: '预计 预警 区间 未诉先办 多于平常', menu: 'insight' },
  { to: '/checks/dangers', label: '隐患', permission: 'check.read', words: '排查 整改 复查 超期 前后照片', menu: 'insight' },
  { to: '/checks/sheets', label: '检查记录', permission: 'check.read', words: '填好的检查表 合格 雨污分流 消防检查', menu: 'insight' },
  { to: '/tracks', label: '足迹', permission: 'track.walk', words: '轨迹 覆盖 走到了哪里 巡查 我的足迹', menu: 'insight' },
  { to: '/checks', label: '检查表', permission: 'check.read', words: '清单 设计 发布 版本 打印 九小场所 油烟 出租房 充电', menu: 'insight' },
  { to: '/map', label: '一张图', permission: 'area.read', words: '地图 图层 热力 时间轴 在哪里 停车场 部件 分布', menu: 'insight' },
  { to: '/now', label: '运行图', permission: 'alarm.read', words: '城市感知运行图 指挥中心 实时 案件 告警 设备 覆盖 天气', menu: 'insight' },
  { to: '/screen', label: '大屏', permission: 'indicator.read', words: '套党建 套经济 套网格 套治理 套服务 套实践 指标 可视化 领导 轮播', menu: 'insight' },
  { to: '/dashboards', label: '看板', permission: 'indicator.read', words: '指标 自己的 界限 颜色 共享 比较 日报 周报 月报', menu: 'insight' },
  { to: '/bulletins', label: '简报', permission: 'indicator.read', words: '日报 周报 月报 pdf excel 定时 看板', menu: 'insight' },
  { to: '/shifts', label: '值班', permission: 'shift.read', words: '值班表 排班 交班 接班 交接 带班', menu: null },
  { to: '/grid', label: '网格工作', permission: 'grid.read', words: '五必 巡查 走访 必访 到期 覆盖 专项 大走访 普查 负荷 网络 挂包 休假 顶岗 班次 早踏早查 并联 串联变并联 减负表 减负', menu: null },
  { to: '/mediations', label: '调解', permission: 'mediation.read', words: '人民调解 卷宗 纠纷 协议 回访 当事人', menu: null },
  { to: '/deliberations', label: '议事', permission: 'deliberation.read', words: '五步议事法 提事 定事 评事 议事厅 一厅一品 提议 投票 表决 一呼百应', menu: 'insight' },
  { to: '/powers', label: '下放权力', permission: 'power.read', words: '五项权力 放权 考核 评分 区级部门', menu: null },
  { to: '/imports', label: '导入', permission: 'import.run', words: '12345 表格 excel 工单 批量', menu: null },
  { to: '/exports', label: '导出', permission: 'export.make', words: '下载 表格 excel csv 脱敏 批准 模板 民政 综治 12345 报表 填表', menu: null },
  { to: '/registers', label: '台账', permission: 'pool.read', words: '底数 居民 人口 户 房屋 单位 组织 商铺 车辆 部件 谁联系', menu: 'pool' },
  { to: '/quality', label: '数据质量', permission: 'pool.read', words: '质量分 完整 核对 清单 缺项 重复 人口分析 年龄 流动人口 党员覆盖 来源 不一致', menu: 'pool' },
  { to: '/sensitive', label: '敏感登记', permission: 'sensitive.read', words: '重点人群 特殊人群 社区矫正 安置帮教 精神障碍 批准 依据', menu: 'pool' },
  { to: '/areas', label: '区域', permission: 'area.read', words: '社区 网格 地图 边界 缝隙 重叠', menu: 'pool' },
  { to: '/codes', label: '智慧码', permission: 'code.manage', words: '二维码 扫码 标签 打印 签发 停用 换发 门牌', menu: 'pool' },
  { to: '/alarms', label: '告警', permission: 'alarm.read', words: '报警 响铃 紧急 误报 确认 烟感 水位 老人', menu: 'sensing' },
  { to: '/care', label: '看护', permission: 'care.read', words: '独居老人 一键呼叫 手环 水表 外出 联系人 提醒', menu: 'sensing' },
  { to: '/scenarios', label: '场景', permission: 'scenario.read', words: '规则 参数 灵敏度 试跑 开关 演练', menu: 'sensing' },
  { to: '/devices', label: '设备', permission: 'device.read', words: '物联 传感器 水表 烟感 在线 失联 读数 曲线 登记设备', menu: 'sensing' },
  { to: '/device-products', label: '设备产品', permission: 'device.read', words: '测点 量程 周期 单位 型号', menu: 'sensing' },
  { to: '/dead-letters', label: '没读懂的消息', permission: 'letter.read', words: '死信 重读 报文 mqtt 错误消息', menu: 'sensing' },
  { to: '/services', label: '民生事项', permission: 'service.read', words: '23 高频 办事指南 预约 代办 窗口 便民服务', menu: 'admin' },
  { to: '/activities', label: '活动', permission: 'story.edit', words: '报名 志愿者 志愿服务 时长 文明实践 义诊', menu: 'admin' },
  { to: '/stories', label: '通知和风采', permission: 'story.edit', words: '公告 今朝风采 稿件 发布 审核 好人好事', menu: 'admin' },
  { to: '/admin/users', label: '用户', permission: 'user.manage', words: '账号 岗位 解锁 密码', menu: 'admin' },
  { to: '/admin/units', label: '单位', permission: 'unit.manage', words: '部门 社区 物业 专营 停用', menu: 'admin' },
  { to: '/admin/calendar', label: '工作日历', permission: 'catalogue.read', words: '放假 调休 期限 试算', menu: 'admin' },
  { to: '/admin/rules', label: '派遣规则', permission: 'duty.read', words: '职责 退回 单位 试算 发布 版本', menu: 'admin' },
  { to: '/admin/classes', label: '案件分类', permission: 'catalogue.read', words: '目录 部件 事件 诉求 时限 关键词 发布 版本', menu: 'admin' },
  { to: '/admin/models', label: '分类模型', permission: 'model.read', words: '训练 建议 智能 把握 换回', menu: 'admin' },
  { to: '/admin/seasons', label: '时节日历', permission: 'prevention.read', words: '供暖 汛期 高考 春节 提前 未诉先办', menu: 'admin' },
  { to: '/admin/templates', label: '通知用语', permission: 'notice.edit', words: '模板 短信 消息 居民 占位', menu: 'admin' },
  { to: '/admin/tags', label: '标签词表', permission: 'pool.govern', words: '标签 词表 台账 停用 改名', menu: 'admin' },
  { to: '/admin/retention', label: '保存期限', permission: 'pool.govern', words: '销毁 证明 抹去 多久 个人信息', menu: 'admin' },
  { to: '/admin/keys', label: '接口密钥', permission: 'key.manage', words: 'api 设备 外部系统 token', menu: 'admin' },
  { to: '/admin/audit', label: '审计', permission: 'audit.read', words: '记录 哈希链 日志', menu: 'admin' },
]

/** Any of these opens the desk; those who dispatch or approve watch all that is being handled. */
const DESK_PERMISSIONS: Readonly<Record<Desk, readonly Permission[]>> = {
  accept: ['case.accept'],
  dispatch: ['case.dispatch'],
  handle: ['case.handle', 'case.dispatch', 'case.approve'],
  check: ['case.check'],
  approve: ['case.approve'],
  urge: ['case.urge'],
  mine: ['case.handle'],
}

const deskIds = Object.keys(DESKS) as Desk[] // keys of a literal table

/** The desks a person works at, in the order of the flow. */
export function desksOf(can: (permission: Permission) => boolean): Desk[] {
  return deskIds.filter((desk) => DESK_PERMISSIONS[desk].some(can))
}

/** The desks and, for whoever reads cases, the list of them all. */
export function listsOf(can: (permission: Permission) => boolean): ListName[] {
  return [...desksOf(can), ...(can('case.read') ? (['all'] as const) : [])]
}
