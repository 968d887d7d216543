import { beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { aDevice, hear } from '../harness/devices.ts'
import { useHouse } from '../harness/house.ts'
import { faultsOf } from '../harness/judge.ts'

const house = useHouse()

interface Visit {
  /** The account that uses the page; nobody for a public one. */
  readonly as?: string
  readonly path: string
  /** What the page shows when it is there. */
  readonly shows: string
  /** Something to open on the page before it is judged. */
  readonly open?: (page: Page) => Promise<void>
}

interface Known {
  readonly caseId: string
  readonly importId: string
  readonly mediationId: string
  /** A proposal whose vote is open. */
  readonly deliberationId: string
  readonly handoverId: string
  readonly clusterId: string
  readonly taskId: string
  readonly deviceId: string
  readonly careId: string
  readonly householdId: string
  readonly personId: string
  readonly alarmId: string
  /** A day with an appointment. */
  readonly bookingDay: string
  /** The grid where a checklist was filled. */
  readonly checkedArea: string
}

/** How each route of the console is visited. A route that is not here fails the first test. */
const CONSOLE: Readonly<Record<string, (known: Known) => readonly Visit[]>> = {
  '/login': () => [{ path: '/login', shows: '登录' }],
  '/': () => [{ as: 'accept', path: '/', shows: '受理' }],
  '/desk/$desk': ({ caseId }) => [
    { as: 'duty', path: `/desk/handle?case=${caseId}`, shows: '经过' },
    { as: 'duty', path: '/desk/all?due=overdue&source=hotline', shows: '超期' },
    { as: 'duty', path: '/desk/all', shows: '含已办结', open: async (page) => { await page.getByLabel('导出这个列表').click(); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/desk/mine', shows: '现在没有要办的案件' },
    { as: 'duty', path: '/desk/accept?q=没有这样的案件', shows: '清除筛选' },
    { as: 'admin', path: '/desk/accept', shows: '您的岗位看不到' },
  ],
  '/cases/$id': ({ caseId }) => [
    { as: 'duty', path: `/cases/${caseId}`, shows: '经过' },
    { as: 'duty', path: '/cases/nowhere', shows: '没有找到' },
  ],
  '/intake': () => [{ as: 'duty', path: '/intake', shows: '登记来电' }],
  '/coordination': () => [
    { as: 'duty', path: '/coordination?tab=special', shows: '待批申请' },
    ...['urge', 'call', 'call&state=units', 'all', 'suspended'].map((tab) => ({ as: 'duty', path: `/coordination?tab=${tab}`, shows: '街呼区应' })),
    { as: 'urban', path: '/coordination?tab=call', shows: '街呼区应' },
    { as: 'admin', path: '/coordination', shows: '您的岗位看不到' },
  ],
  '/mediations': ({ mediationId }) => [
    { as: 'community01', path: `/mediations?at=${mediationId}`, shows: '等补齐双方当事人' },
    { as: 'community01', path: `/mediations?at=${mediationId}`, shows: '等补齐双方当事人', open: async (page) => { await page.keyboard.press('c'); await page.getByLabel('哪位当事人').waitFor() } },
    { as: 'community01', path: '/mediations?q=没有这样的卷宗', shows: '没有这样的卷宗' },
    { as: 'urban', path: '/mediations', shows: '您的岗位看不到' },
  ],
  '/mediations/new': () => [{ as: 'community01', path: '/mediations/new', shows: '建调解卷宗' }],
  '/mediations/$id/print': ({ mediationId }) => [{ as: 'community01', path: `/mediations/${mediationId}/print`, shows: '人民调解卷宗' }],
  '/deliberations': () => [
    { as: 'duty', path: '/deliberations', shows: '楼前装电动车充电桩', open: async (page) => { await page.getByRole('button', { name: '一厅一品' }).click(); await page.getByRole('button', { name: '修改桑家社区的议事厅' }).click() } },
    { as: 'community07', path: '/deliberations?step=5', shows: '代居民提议', open: async (page) => { await page.getByRole('button', { name: '代居民提议' }).click(); await page.getByRole('dialog').getByLabel('题目').waitFor() } },
    { as: 'grid001', path: '/deliberations?q=没有这样的提议', shows: '没有这样的提议' },
    { as: 'urban', path: '/deliberations', shows: '您的岗位看不到' },
  ],
  '/deliberations/$id': ({ deliberationId }) => [
    { as: 'duty', path: `/deliberations/${deliberationId}`, shows: '录入这一箱', open: async (page) => { await page.getByRole('button', { name: /^换发/u }).first().click(); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/deliberations/01970000-0000-7000-8000-000000000000', shows: '没有找到' },
    { as: 'urban', path: `/deliberations/${deliberationId}`, shows: '您的岗位看不到' },
  ],
  '/deliberations/$id/print': ({ deliberationId }) => [
    { as: 'duty', path: `/deliberations/${deliberationId}/print`, shows: '议事记录', open: async (page) => { await page.getByRole('button', { name: '显示各户票码' }).click(); await page.getByText('表决票码').waitFor() } },
    { as: 'grid001', path: `/deliberations/${deliberationId}/print`, shows: '您的岗位看不到' },
  ],
  '/cases/$id/file': ({ caseId }) => [{ as: 'duty', path: `/cases/${caseId}/file`, shows: '留痕与核验' }, { as: 'duty', path: '/cases/nowhere/file', shows: '没有找到' }],
  '/clusters': () => [
    { as: 'duty', path: '/clusters?state=all', shows: '热点' },
    { as: 'accept', path: '/clusters?area=d370305.s002.c99', shows: '没有成组的诉求' },
    { as: 'urban', path: '/clusters', shows: '您的岗位看不到' },
  ],
  '/clusters/$id': ({ clusterId }) => [
    { as: 'duty', path: `/clusters/${clusterId}`, shows: '可能的原因' },
    { as: 'duty', path: `/clusters/${clusterId}`, shows: '可能的原因', open: async (page) => { await page.keyboard.press('p'); await page.getByLabel('怎样办').waitFor() } },
    { as: 'duty', path: '/clusters/01970000-0000-7000-8000-000000000000', shows: '没有找到' },
  ],
  '/prevention': ({ taskId }) => [
    { as: 'duty', path: `/prevention?at=${taskId}`, shows: '还没到看效果的时候' },
    { as: 'accept', path: '/prevention?state=done', shows: '没有这样的任务' },
    { as: 'admin', path: '/prevention', shows: '您的岗位看不到' },
  ],
  '/shifts': () => [
    { as: 'duty', path: '/shifts', shows: '下一班' },
    { as: 'duty', path: '/shifts', shows: '编排', open: async (page) => { await page.getByRole('button', { name: '编排' }).click(); await page.getByText('保存这个月').waitFor() } },
    { as: 'accept', path: '/shifts?month=2030-01', shows: '这个月还没有排班' },
    { as: 'urban', path: '/shifts', shows: '您的岗位看不到' },
  ],
  '/shifts/handovers/$id': ({ handoverId }) => [{ as: 'duty', path: `/shifts/handovers/${handoverId}`, shows: '移交下一班' }],
  '/exports': () => [{ as: 'duty', path: '/exports', shows: '民政 高龄老年人信息采集表', open: async (page) => { await page.getByLabel('修改民政 高龄老年人信息采集表').click(); await page.getByRole('dialog').getByText('加一列').waitFor() } }, { as: 'accept', path: '/exports', shows: '我的导出' }, { as: 'grid001', path: '/exports', shows: '您的岗位看不到' }],
  '/imports': () => [{ as: 'duty', path: '/imports', shows: '历次导入' }],
  '/imports/$id': ({ importId }) => [{ as: 'duty', path: `/imports/${importId}`, shows: '核对各列' }],
  '/registers': ({ householdId, personId }) => [
    { as: 'duty', path: '/registers', shows: '往下还有' },
    { as: 'community01', path: '/registers?of=organisation', shows: '往下还有', open: async (page) => { await page.getByRole('button', { name: '登记' }).click(); await page.getByRole('dialog').getByLabel('统一社会信用代码').waitFor() } },
    { as: 'community01', path: '/registers?of=part', shows: '往下还有', open: async (page) => { await page.locator('.item-body').first().click(); await page.getByRole('button', { name: '改正' }).click(); await page.getByRole('dialog').getByLabel('养护单位').waitFor() } },
    { as: 'community01', path: `/registers?at=${personId}`, shows: '本人的权利', open: async (page) => { await page.getByRole('button', { name: '迁居' }).click(); await page.getByRole('dialog').getByText('新立一户').waitFor() } },
    { as: 'community01', path: `/registers?at=${personId}`, shows: '本人的权利', open: async (page) => { await page.getByRole('button', { name: '加关系' }).click(); await page.getByRole('dialog').getByLabel('什么关系').waitFor() } },
    { as: 'community01', path: `/registers?of=household&at=${householdId}`, shows: '谁联系我', open: async (page) => { await page.getByRole('button', { name: '来源' }).click(); await page.getByText('演示数据 ·').first().waitFor() } },
    { as: 'grid001', path: '/registers?of=organisation&kind=department', shows: '没有符合条件的单位和组织' },
    { as: 'urban', path: '/registers?of=person', shows: '您的岗位看不到' },
  ],
  '/registers/$id/file': ({ personId }) => [
    { as: 'duty', path: `/registers/${personId}/file`, shows: '调出全部信息', open: async (page) => { await page.getByLabel('本人申请的情况').fill('本人到窗口申请查阅'); await page.getByRole('button', { name: '调出全部信息' }).click(); await page.getByText('六、谁看过').waitFor() } },
    { as: 'community01', path: `/registers/${personId}/file`, shows: '只调出谁看过', open: async (page) => { await page.getByRole('button', { name: '只调出谁看过' }).click(); await page.getByText('的个人信息').waitFor() } },
    { as: 'urban', path: `/registers/${personId}/file`, shows: '您的岗位看不到' },
  ],
  '/sensitive': () => [
    { as: 'community01', path: '/sensitive', shows: '等另一位同事批准', open: async (page) => { await page.getByRole('button', { name: '申请建立' }).click(); await page.getByRole('dialog').getByLabel('法律依据').waitFor() } },
    { as: 'duty', path: '/sensitive', shows: '等另一位同事批准', open: async (page) => { await page.getByRole('button', { name: '批准或不批准' }).first().click(); await page.getByRole('dialog').getByText('您的决定').waitFor() } },
    { as: 'grid001', path: '/sensitive', shows: '您的岗位看不到' },
  ],
  '/quality': () => [
    { as: 'duty', path: '/quality', shows: '100 分里', open: async (page) => { await page.getByText('怎么算').click(); await page.getByText('该有证件号码').waitFor() } },
    { as: 'community01', path: '/quality?tab=list&register=person', shows: '核实无误' },
    { as: 'duty', path: '/quality?tab=people&by=age', shows: '流动人口占比' },
    { as: 'duty', path: '/quality?tab=counts', shows: '街道情况介绍', open: async (page) => { await page.getByRole('button', { name: '裁定' }).first().click(); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/quality?tab=sources', shows: '个来源' },
    { as: 'grid001', path: '/quality?tab=list&register=vehicle&reason=stale', shows: '没有要核对的车辆' },
    { as: 'urban', path: '/quality', shows: '您的岗位看不到' },
  ],
  '/codes': () => [
    { as: 'community01', path: '/codes?kind=building', shows: '没有人扫过', open: async (page) => { await page.locator('.ant-table-row-expand-icon').first().click(); await page.getByText('近 90 天').first().waitFor() } },
    { as: 'duty', path: '/codes?q=没有这样的地方', shows: '没有这样的智慧码', open: async (page) => { await page.getByRole('button', { name: '签发' }).click(); await page.getByRole('dialog').waitFor() } },
    { as: 'grid001', path: '/codes', shows: '您的岗位看不到' },
  ],
  '/areas': () => [{ as: 'admin', path: '/areas', shows: '选一个区域' }],
  '/map': () => [
    { as: 'duty', path: '/map?on=cases.case-days.people', shows: '往后一天', open: async (page) => { await page.getByText('近 7 天').click(); await page.getByRole('button', { name: '圈选' }).click(); await page.getByText('把地图中心加为一个点').waitFor() } },
    { as: 'duty', path: '/map?on=devices', shows: '图层（', open: async (page) => { await page.getByRole('button', { name: '打印' }).click(); await page.getByText('返回地图').waitFor() } },
    { as: 'urban', path: '/map', shows: '图层（' },
    { as: 'security', path: '/map', shows: '您的岗位看不到' },
  ],
  '/now': () => [{ as: 'duty', path: '/now', shows: '湿度' }, { as: 'urban', path: '/now', shows: '您的岗位看不到' }],
  '/forecast': () => [
    { as: 'duty', path: '/forecast', shows: '诉求预测' },
    { as: 'community01', path: '/forecast', shows: '诉求预测' },
    { as: 'admin', path: '/forecast', shows: '您的岗位看不到' },
  ],
  '/dashboards': () => [
    { as: 'duty', path: '/dashboards', shows: '新建看板', open: async (page) => { await page.getByRole('button', { name: '新建看板' }).click(); await page.getByLabel('加一个指标').waitFor() } },
    { as: 'urban', path: '/dashboards', shows: '您的岗位看不到' },
  ],
  '/bulletins': () => [{ as: 'duty', path: '/bulletins', shows: '还没有简报' }, { as: 'urban', path: '/bulletins', shows: '您的岗位看不到' }],
  '/screen': () => [{ as: 'duty', path: '/screen', shows: '本月诉求', open: async (page) => { await page.getByLabel('按期办结率：怎么算').click(); await page.getByText('期限的占比').waitFor(); await page.getByText('各处比较').waitFor() } }],
  '/screen/$screen': () => [
    { as: 'community01', path: '/screen/wangge', shows: '网格员上报' },
    { as: 'duty', path: '/screen/fuwu?kiosk=1', shows: '停止轮播' },
    { as: 'duty', path: '/screen/dang', shows: '网格党支部' },
    { as: 'duty', path: '/screen/none', shows: '没有这块屏' },
    { as: 'urban', path: '/screen/zhili', shows: '您的岗位看不到' },
  ],
  '/admin/seasons': () => [
    { as: 'duty', path: '/admin/seasons', shows: '时节日历', open: async (page) => { await page.getByRole('button', { name: '新增时节' }).click(); await page.getByRole('dialog').waitFor() } },
    { as: 'grid001', path: '/admin/seasons', shows: '开始供暖' },
    { as: 'admin', path: '/admin/seasons', shows: '您的岗位看不到' },
  ],
  '/powers': () => [
    { as: 'duty', path: '/powers', shows: '待评分的应答' },
    { as: 'admin', path: '/powers', shows: '考核评价权', open: async (page) => { await page.getByRole('button', { name: '登记' }).first().click(); await page.getByRole('dialog').waitFor() } },
    { as: 'community01', path: '/powers', shows: '您的岗位看不到' },
  ],
  '/grid': () => [
    { as: 'duty', path: '/grid', shows: '只看哪些地方还没有走到' },
    { as: 'grid001', path: '/grid?tab=due', shows: '先到期的在前', open: async (page) => { await page.getByRole('button', { name: /^登记/u }).last().click(); await page.getByRole('radio', { name: '逐项核对' }).check(); await page.getByRole('region', { name: '逐项核对' }).getByRole('radio', { name: /^(?:变了|补上)$/u }).first().check() } },
    { as: 'duty', path: '/grid?tab=routines', shows: '出厂设置', open: async (page) => { await page.getByRole('button', { name: '开一个专项' }).click(); await page.getByRole('dialog').getByLabel('怎样做').waitFor() } },
    { as: 'duty', path: '/grid?tab=balance', shows: '中间的网格负荷' },
    { as: 'community01', path: '/grid?tab=campaigns', shows: '退役军人走访', open: async (page) => { await page.getByRole('button', { name: /^看各区域：退役军人/u }).click(); await page.getByRole('heading', { name: /^退役军人走访：/u }).waitFor() } },
    { as: 'duty', path: '/grid?tab=burden', shows: '一天从第一条到最后一条' },
    { as: 'community01', path: '/grid?tab=network', shows: '各级都有人', open: async (page) => { await page.locator('.ant-table-row-expand-icon').first().click(); await page.getByRole('button', { name: /号楼$/u }).first().click(); await page.getByText('六级挂包', { exact: true }).waitFor() } },
    { as: 'community01', path: '/grid?tab=rounds', shows: '走到了没有', open: async (page) => { await page.getByRole('button', { name: '排一个班次' }).click(); await page.getByRole('dialog').getByLabel('到几点').waitFor() } },
    { as: 'community01', path: '/grid?tab=visits', shows: '东门外有人占道', open: async (page) => { await page.locator('.photo').first().click(); await page.getByRole('toolbar', { name: '照片操作' }).waitFor() } },
    { as: 'duty', path: '/grid?tab=plans', shows: '比一项等一项少', open: async (page) => { await page.getByRole('button', { name: '定一个并联计划' }).click(); await page.getByRole('dialog').getByText('第 8 项').first().waitFor() } },
    { as: 'community01', path: '/grid?tab=leaves', shows: '还没有安排过', open: async (page) => { await page.getByRole('button', { name: '安排休假' }).click(); await page.getByRole('dialog').getByLabel('谁休假').waitFor() } },
    { as: 'urban', path: '/grid', shows: '您的岗位看不到' },
  ],
  '/services': ({ bookingDay }) => [
    { as: 'duty', path: '/services', shows: '老年人优待证办理', open: async (page) => { await page.getByRole('button', { name: '修改社保缴纳' }).click(); await page.getByRole('dialog').getByLabel('办理时间').waitFor() } },
    { as: 'accept', path: `/services?tab=bookings&day=${bookingDay}`, shows: '已约好' },
    { as: 'accept', path: '/services?tab=consents', shows: '没有等核对的同意书', open: async (page) => { await page.getByRole('button', { name: '登记同意书' }).click(); await page.getByRole('dialog').getByLabel('代办人姓名').waitFor() } },
    { as: 'community01', path: '/services', shows: '老年人优待证办理' },
    { as: 'urban', path: '/services', shows: '您的岗位看不到' },
  ],
  '/grid/brief': ({ checkedArea }) => [
    { as: 'community01', path: `/grid/brief?area=${checkedArea}`, shows: '没整改完的隐患' },
    { as: 'duty', path: '/grid/brief', shows: '哪个网格的交接单' },
    { as: 'urban', path: '/grid/brief', shows: '您的岗位看不到' },
  ],
  '/checks': () => [
    { as: 'duty', path: '/checks', shows: '九小场所消防检查' },
    { as: 'duty', path: '/checks?at=01960000-0000-7000-8000-0000000000c1', shows: '24. 比计划进度晚几天', open: async (page) => { await page.getByRole('button', { name: '修改（起草新版）' }).click(); await page.getByRole('button', { name: '修改第 24 项' }).click(); await page.getByRole('dialog').getByLabel('立案的分类').waitFor() } },
    { as: 'urban', path: '/checks', shows: '您的岗位看不到' },
  ],
  '/checks/sheets': ({ checkedArea }) => [
    { as: 'community01', path: `/checks/sheets?area=${checkedArea}`, shows: '车棚旁', open: async (page) => { await page.locator('.ant-table-row-expand-icon').first().click(); await page.getByText('从楼上拉线充电（飞线）：是').first().waitFor() } },
    { as: 'community14', path: '/checks/sheets?danger=no', shows: '没有这样的检查记录' },
  ],
  '/checks/dangers': ({ checkedArea }) => [
    { as: 'duty', path: `/checks/dangers?area=${checkedArea}`, shows: '从楼上拉线充电（飞线）' },
    { as: 'community14', path: '/checks/dangers?state=overdue', shows: '没有超期的隐患' },
  ],
  '/tracks': () => [
    { as: 'community01', path: '/tracks', shows: '没有走到' },
    { as: 'grid001', path: '/tracks?tab=mine', shows: '还开着' },
    { as: 'urban', path: '/tracks', shows: '您的岗位看不到' },
  ],
  '/held': () => [{ as: 'accept', path: '/held', shows: '没有待核的报事' }, { as: 'community01', path: '/held', shows: '您的岗位看不到' }],
  '/stories': () => [
    { as: 'duty', path: '/stories', shows: '四楼的一盏灯', open: async (page) => { await page.locator('.ant-table-row-expand-icon').first().click(); await page.getByRole('button', { name: '撤下' }).first().click(); await page.getByRole('dialog').getByLabel('原因').waitFor() } },
    { as: 'community14', path: '/stories', shows: '还没有写过', open: async (page) => { await page.getByRole('button', { name: '写一篇' }).click(); await page.getByRole('dialog').getByLabel('正文').waitFor() } },
    { as: 'urban', path: '/stories', shows: '您的岗位看不到' },
  ],
  '/activities': () => [
    { as: 'duty', path: '/activities', shows: '冬日义诊进小区', open: async (page) => { await page.locator('.ant-table-row-expand-icon').first().click(); await page.getByText('还没有人报名').waitFor() } },
    { as: 'community14', path: '/activities?month=2020-01', shows: '这样筛选没有活动', open: async (page) => { await page.getByRole('button', { name: '拟一个活动' }).click(); await page.getByRole('dialog').getByLabel('说明').waitFor() } },
    { as: 'urban', path: '/activities', shows: '您的岗位看不到' },
  ],
  '/devices': ({ deviceId }) => [
    { as: 'duty', path: '/devices', shows: '图上' },
    { as: 'duty', path: `/devices?at=${deviceId}`, shows: '最近 2.6 m' },
    { as: 'duty', path: `/devices?at=${deviceId}`, shows: '没连着的等它连上', open: async (page) => { await page.getByRole('button', { name: '语音播报' }).click(); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/devices?q=没有这样的设备', shows: '清除筛选' },
    { as: 'duty', path: `/devices?at=${deviceId}`, shows: '曲线', open: async (page) => { await page.getByRole('button', { name: '修改', exact: true }).click(); await page.getByRole('dialog').getByText('点地图选位置；').waitFor() } },
    { as: 'urban', path: '/devices', shows: '您的岗位看不到' },
  ],
  '/device-labels': ({ deviceId }) => [{ as: 'duty', path: `/device-labels?q=${deviceId}`, shows: '扫码看读数' }],
  '/device-import': () => [{ as: 'duty', path: '/device-import', shows: '下载空表' }, { as: 'grid001', path: '/device-import', shows: '您的岗位看不到' }],
  '/device-products': () => [
    { as: 'duty', path: '/device-products', shows: '页面水位计' },
    { as: 'duty', path: '/device-products', shows: '页面水位计', open: async (page) => { await page.getByRole('button', { name: '修改页面水位计' }).click(); await page.getByRole('dialog').waitFor() } },
  ],
  '/camera-channels': () => [{ as: 'duty', path: '/camera-channels', shows: '还没有目录' }, { as: 'urban', path: '/camera-channels', shows: '您的岗位看不到' }],
  '/alarms': ({ alarmId }) => [
    { as: 'duty', path: '/alarms?q=没有这样的告警', shows: '没有符合筛选条件的告警' },
    { as: 'duty', path: '/alarms?list=drills', shows: '演练', open: async (page) => { await page.keyboard.press('?'); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: `/alarms?list=drills&at=${alarmId}`, shows: '做下一步', open: async (page) => { await page.keyboard.press('p'); await page.getByRole('dialog').getByText('不适用').waitFor() } },
    { as: 'urban', path: '/alarms', shows: '您的岗位看不到' },
    { as: 'admin', path: '/alarms', shows: '您的岗位看不到' },
  ],
  '/scenarios': () => [
    { as: 'duty', path: '/scenarios', shows: '个场景，开着' },
    { as: 'duty', path: '/scenarios?at=special-watch', shows: '待批准', open: async (page) => { await page.getByRole('button', { name: '批准', exact: true }).waitFor() } },
    { as: 'duty', path: '/scenarios?at=river-level', shows: '改动的历史', open: async (page) => { await page.getByRole('button', { name: '试跑过去 30 天' }).click(); await page.getByText('没有任何效果').waitFor() } },
    { as: 'urban', path: '/scenarios', shows: '您的岗位看不到' },
  ],
  '/care': ({ careId }) => [
    { as: 'duty', path: `/care?at=${careId}`, shows: '出事先找谁' },
    { as: 'duty', path: `/care?at=${careId}`, shows: '出事先找谁', open: async (page) => { await page.getByRole('button', { name: '修改', exact: true }).click(); await page.getByRole('dialog').getByText('联系人，按先后').waitFor() } },
    { as: 'duty', path: `/care?list=active&at=${careId}`, shows: '出事先找谁', open: async (page) => { await page.getByRole('button', { name: '修改提醒 该吃降压药了' }).click(); await page.getByRole('dialog').getByText('到哪天为止').waitFor() } },
    { as: 'duty', path: '/care?list=active', shows: '天气提醒', open: async (page) => { await page.getByRole('button', { name: '天气提醒' }).click(); await page.getByRole('dialog').getByText('播给哪个区域').waitFor() } },
    { as: 'duty', path: '/care?list=ended', shows: '这里还没有人', open: async (page) => { await page.getByRole('button', { name: '登记' }).click(); await page.getByRole('dialog').getByRole('button', { name: '加一位联系人' }).click() } },
    { as: 'urban', path: '/care', shows: '您的岗位看不到' },
  ],
  '/dead-letters': () => [
    { as: 'duty', path: '/dead-letters', shows: '没有测点', open: async (page) => { await page.locator('.ant-table-row-expand-icon').first().click(); await page.locator('.letter-payload').waitFor() } },
    { as: 'grid001', path: '/dead-letters', shows: '您的岗位看不到' },
  ],
  '/admin/units': () => [
    { as: 'admin', path: '/admin/units', shows: '供热公司' },
    { as: 'admin', path: '/admin/units', shows: '供热公司', open: async (page) => { await page.getByRole('button', { name: '新建单位' }).click(); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/admin/units', shows: '您的岗位看不到' },
  ],
  '/admin/users': () => [{ as: 'admin', path: '/admin/users', shows: '用户' }],
  '/admin/calendar': () => [{ as: 'admin', path: '/admin/calendar', shows: '工作日历' }],
  '/admin/rules': () => [
    { as: 'duty', path: '/admin/rules', shows: '修改' },
    { as: 'duty', path: '/admin/rules', shows: '修改', open: async (page) => { await page.keyboard.press('n'); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/admin/rules?tab=check', shows: '看这' },
    ...['learn', 'try', 'history'].map((tab) => ({ as: 'duty', path: `/admin/rules?tab=${tab}`, shows: '派遣规则' })),
    { as: 'community01', path: '/admin/rules', shows: '用过' },
  ],
  '/admin/classes': () => [
    { as: 'duty', path: '/admin/classes', shows: '案件分类' },
    { as: 'admin', path: '/admin/classes', shows: '修改', open: async (page) => { await page.getByRole('button', { name: '修改 A010101' }).click(); await page.getByRole('dialog').getByText('各环节时限').waitFor() } },
  ],
  '/admin/models': () => [{ as: 'duty', path: '/admin/models', shows: '分类模型' }],
  '/admin/templates': () => [
    { as: 'admin', path: '/admin/templates', shows: '通知用语' },
    { as: 'admin', path: '/admin/templates', shows: '通知用语', open: async (page) => { await page.getByRole('button', { name: '修改案件有进展' }).click(); await page.getByRole('dialog').waitFor() } },
    { as: 'duty', path: '/admin/templates', shows: '您的岗位看不到' },
  ],
  '/admin/tags': () => [
    { as: 'admin', path: '/admin/tags', shows: '独居老人', open: async (page) => { await page.getByRole('button', { name: '新增标签' }).click(); await page.getByRole('dialog').getByLabel('名称').waitFor() } },
    { as: 'duty', path: '/admin/tags', shows: '您的岗位看不到' },
  ],
  '/admin/retention': () => [
    { as: 'admin', path: '/admin/retention', shows: '销毁证明', open: async (page) => { await page.getByRole('button', { name: '修改查看个人信息的记录' }).click(); await page.getByRole('dialog').getByLabel('保存多少天').waitFor() } },
    { as: 'duty', path: '/admin/retention', shows: '您的岗位看不到' },
  ],
  '/admin/keys': () => [
    { as: 'admin', path: '/admin/keys', shows: '接口密钥' },
    { as: 'admin', path: '/admin/keys', shows: '接口密钥', open: async (page) => { await page.getByRole('button', { name: '新建密钥' }).click(); await page.getByRole('dialog').waitFor() } },
  ],
  '/admin/audit': () => [{ as: 'auditor', path: '/admin/audit', shows: '审计' }],
}

const known: Known = { caseId: '', importId: '', mediationId: '', deliberationId: '', handoverId: '', deviceId: '', careId: '', alarmId: '', clusterId: '', taskId: '', householdId: '', personId: '', bookingDay: '', checkedArea: '' }

beforeAll(async () => {
  const { cases } = await house.ask<{ cases: { id: string }[] }>('duty', 'cases?desk=handle&limit=1')
  const { households } = await house.ask<{ households: { id: string }[] }>('community01', 'households?limit=1')
  const { persons } = await house.ask<{ persons: { id: string }[] }>('community01', 'persons?limit=1')
  const sheet = new FormData()
  sheet.append('file', new Blob(['工单编号,问题描述,联系电话\nGD-PAGES-1,东高小区路灯不亮,13800000000\n'], { type: 'text/csv' }), '十一月工单.csv')
  const job = await house.ask<{ id: string }>('duty', 'imports', { method: 'POST', body: sheet })
  Object.assign(known, { caseId: cases[0]?.id, importId: job.id, mediationId: await aMediation(), handoverId: await aHandover(), deviceId: await aGauge(), careId: await anElder(), householdId: households[0]?.id, personId: persons[0]?.id, ...(await aTask()) })
  const { deliberations } = await house.ask<{ deliberations: { id: string; state: string }[] }>('duty', 'deliberations/find', sent({ step: 3, q: '充电桩' }))
  Object.assign(known, { deliberationId: deliberations.find(({ state }) => state === 'voting')?.id })
  const grid = await aGrid()
  await aCheck(grid.path)
  await aWalk()
  await aPlan(grid.path)
  await aVisit(grid.code)
  Object.assign(known, { alarmId: await aDrill(known.deviceId), bookingDay: await aBooking(), checkedArea: grid.path })
  await aRequest()
  await aProposal()
})

/** A gauge that has spoken for an hour, once in words nobody knows. */
async function aGauge(): Promise<string> {
  const id = await aDevice(house, { id: 'PAGES-1', name: '页面桥下水位计', product: { id: 'pages-gauge', name: '页面水位计', kind: '水位计', points: [{ name: 'level', title: '水位', unit: 'm', period: 300 }] } })
  const now = Date.now()
  await hear(house, [...Array.from({ length: 12 }, (_, i) => ({ device: id, ts: now - (i + 1) * 300_000, values: { level: 2.5 } })), { device: id, ts: now, values: { level: 2.6 } }, { device: id, ts: now, values: { depth: 1 } }])
  return id
}

function sent(body: object, method = 'POST'): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** A special watch somebody has asked for; a second person has not answered yet. */
async function aRequest(): Promise<void> {
  const { own } = await house.ask<{ own: { path: string; version: number } }>('duty', 'scenarios/special-watch')
  const endsOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  await house.ask('admin', 'scenarios/special-watch/settings', sent({ area: own.path, version: own.version, isOn: true, settings: {}, endsOn, legalBasis: '区防指〔2026〕12 号通知' }, 'PUT'))
}

/** A sensitive register somebody has asked for; a second person has not answered yet. */
async function aProposal(): Promise<void> {
  const { areas } = await house.ask<{ areas: { path: string }[] }>('community01', 'areas?level=community')
  const expiresOn = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
  const { people } = await house.ask<{ people: { id: string }[] }>('community01', `sensitive-readers?area=${areas[0]?.path}`)
  await house.ask('community01', 'sensitive-registers', sent({ kind: 'correction', areaPath: areas[0]?.path, legalBasis: '《社区矫正法》第十二条', purpose: '帮助矫正对象就业、就学', expiresOn, readers: people.slice(0, 1).map(({ id }) => id) }))
}

/** A drill of high water whose playbook is being worked through. */
async function aDrill(device: string): Promise<string> {
  const { id, version } = await house.ask<{ id: string; version: number }>('duty', 'alarm-drills', sent({ scenario: 'river-level', device }))
  await house.ask('duty', `alarms/${id}/acts`, sent({ act: 'step', version, index: 0, note: '上下游都在涨' }))
  return id
}

/** An elder with a contact who has agreed, and a caller that reminds of the medicine. */
async function anElder(): Promise<string> {
  const { areas } = await house.ask<{ areas: { path: string }[] }>('grid001', 'areas?level=grid')
  const caller = await aDevice(house, { id: 'PAGES-CALL', name: '页面一键呼叫器', product: { id: 'pages-call', name: '页面呼叫器', kind: '一键呼叫器', points: [{ name: 'call', title: '求助键' }] } })
  const consent = { by: 'self', day: '2026-01-05', scopes: ['water', 'call', 'reminder'] }
  const contacts = [{ kind: 'family', name: '李秀英', phone: '10050001234', relation: '女儿', consentDay: '2026-01-05' }]
  const body = JSON.stringify({ kind: 'elder-alone', areaPath: areas[0]?.path, room: '3单元101', name: '王桂兰', phone: '10050005678', consent, contacts, devices: [{ deviceId: caller, scope: 'call' }] })
  const { id } = await house.ask<{ id: string }>('duty', 'care', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await house.ask('duty', `care/${id}/reminders`, sent({ deviceId: caller, kind: 'medicine', text: '该吃降压药了', times: ['08:00', '18:30'] }))
  return id
}

/** An appointment at the last time that is open; answers its day. */
async function aBooking(): Promise<string> {
  const { days } = await house.ask<{ days: { day: string; slots: { startsAt: string }[] }[] }>('duty', 'service-items/business-licence/slots')
  const last = days.at(-1)
  const body = JSON.stringify({ startsAt: last?.slots.at(-1)?.startsAt, name: '王桂兰', phone: '10050009900', clientId: crypto.randomUUID() })
  await house.ask('duty', 'service-items/business-licence/bookings', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return last?.day ?? ''
}

/** A picture of one point. */
function aPicture(): FormData {
  const form = new FormData()
  form.append('file', new Blob([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')], { type: 'image/png' }), 'cable.png')
  return form
}

/** The grid of a grid worker. */
async function aGrid(): Promise<{ path: string; code: string }> {
  const { areas: [grid] } = await house.ask<{ areas: { path: string; code: string }[] }>('grid001', 'areas?level=grid')
  return grid ?? { path: '', code: '' }
}

/** A checklist filled at a shed: a cable from a window, with a photo. */
async function aCheck(areaPath: string): Promise<void> {
  const { lists } = await house.ask<{ lists: { id: string; name: string; version: number; items: { id: string }[] }[] }>('grid001', 'checks/lists')
  const list = lists.find(({ name }) => name.startsWith('电动自行车'))
  const file = await house.ask<{ id: string }>('grid001', 'files', { method: 'POST', body: aPicture() })
  const good = ['no', 'no', 'no', 'no', 'yes', 0, 'yes', 'yes']
  const answers = list?.items.map(({ id }, at) => ({ itemId: id, value: at === 1 ? 'yes' : good[at], ...(at === 1 ? { note: '二单元三楼窗户拉下来的', photos: [file.id] } : {}) }))
  await house.ask('grid001', 'checks/sheets', sent({ id: crypto.randomUUID(), listId: list?.id, version: list?.version, at: new Date().toISOString(), subject: { kind: 'place', label: '车棚旁', areaPath }, answers }))
}

/** A look at a grid, with a photo. */
async function aVisit(code: string): Promise<void> {
  const seen = await house.ask<{ id: string }>('grid001', 'patrol/photos', { method: 'POST', body: aPicture() })
  await house.ask('grid001', 'grid/visits', sent({ id: crypto.randomUUID(), visit: { subject: { kind: 'grid', id: code }, result: 'met', notes: '东门外有人占道', photos: [seen.id] } }))
}

/** The renewal of a grid by three units, two of them at once. */
async function aPlan(areaPath: string): Promise<void> {
  const [community = '', property = ''] = await Promise.all(['community01', 'property01'].map(async (as) => (await house.ask<{ units: { id: string }[] }>(as, 'session')).units[0]?.id))
  const task = (title: string, unitId: string, days: number, after: number[] = []) => ({ title, text: '看现场，定下来，报街道。', unitId, classCode: 'A011006', days, after })
  const tasks = [task('入户征求意见，定改造内容', community, 10), task('管线迁改方案', property, 7), task('公示、停车和出行安排', community, 5), task('管网施工', property, 30, [0, 1])]
  await house.ask('duty', 'grid/plans', sent({ id: crypto.randomUUID(), plan: { name: '桑家小区改造', areaPath, tasks } }))
}

/** The switch of a grid worker's track is on, and it went round a corner. */
async function aWalk(): Promise<void> {
  const [id, now] = [crypto.randomUUID(), Date.now()]
  await house.ask('grid001', 'tracks/sessions', sent({ id, at: new Date(now - 600_000).toISOString() }))
  const points = [[0, 0], [3, 0], [3, 2], [6, 3]].map(([x = 0, y = 0], at) => ({ at: new Date(now - 500_000 + at * 60_000).toISOString(), lon: 118.3 + x / 10_000, lat: 36.81 + y / 10_000 }))
  await house.ask('grid001', 'tracks', sent({ session: id, points }))
}

/** A mediation file with one party. */
async function aMediation(): Promise<string> {
  const body = JSON.stringify({ title: '楼上漏水', kind: 'neighbour', origin: 'application', facts: '楼上卫生间漏水', parties: [{ side: 'applicant', name: '王桂兰', phone: '10050007788' }] })
  return (await house.ask<{ id: string }>('community01', 'mediations', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).id
}

/** A group of reports about one thing at one place, and a preventive task beside it. */
async function aTask(): Promise<{ clusterId: string; taskId: string }> {
  const json = { 'content-type': 'application/json' }
  const { areas } = await house.ask<{ areas: { path: string }[] }>('duty', 'areas?level=community')
  for (const said of ['很大', '呛人', '扰民', '没人管']) await house.ask('duty', 'cases', { method: 'POST', headers: json, body: JSON.stringify({ text: `胜辛社区广场露天烧烤油烟${said}` }) })
  await house.ask('duty', 'clusters/refresh', { method: 'POST' })
  const { clusters } = await house.ask<{ clusters: { id: string; name: string }[] }>('duty', 'clusters')
  const body = { title: '露天烧烤', measure: '夜间巡查两周', unitId: 'dept-urban', dueDay: '2099-12-31', classCode: 'S0504', areaPath: areas[0]?.path }
  const { id } = await house.ask<{ id: string }>('duty', 'prevention-tasks', { method: 'POST', headers: json, body: JSON.stringify(body) })
  return { clusterId: clusters.find(({ name }) => name.includes('烧烤'))?.id ?? '', taskId: id }
}

/** The newest handover, or the brief of the shift at work where another story has given none yet. */
async function aHandover(): Promise<string> {
  const { handovers: [newest] } = await house.ask<{ handovers: { id: string }[] }>('duty', 'handovers?limit=1')
  return newest?.id ?? (await house.ask<{ id: string }>('duty', 'handovers', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).id
}

test('No page of the console is forgotten here', async () => {
  const { page, go } = await house.seat()
  await go('/login')
  const paths = await page.evaluate<string[]>('Object.keys(window.__TSR_ROUTER__.routesByPath)')
  expect(paths.toSorted()).toEqual(Object.keys(CONSOLE).toSorted())
})

/** What somebody sees who may not see a page: the same everywhere, so that it is judged once and only looked for elsewhere. */
const CLOSED = '您的岗位看不到'
let isClosedJudged = false

test.for(Object.keys(CONSOLE))('%s reads well for everybody and fits every screen', async (route) => {
  const faults: string[] = []
  for (const { as, path, shows, open } of CONSOLE[route]?.(known) ?? []) {
    const { page, go } = await house.seat({ ...(as === undefined ? {} : { as }), expected: [403, 404] })
    await go(path)
    await page.getByText(shows).first().waitFor()
    await open?.(page)
    if (shows === CLOSED && isClosedJudged) continue
    isClosedJudged ||= shows === CLOSED
    faults.push(...(await faultsOf(page, nameOf(path, as))))
  }
  expect(faults).toEqual([])
})

/** A file name for pictures of a visit. */
function nameOf(path: string, as = 'visitor'): string {
  return `console${path.replace(/[0-9a-f-]{36}/u, 'one').replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${as}`
}
