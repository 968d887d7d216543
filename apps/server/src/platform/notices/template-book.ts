/** A place in a text that is filled when it is sent. */
export interface TemplateField {
  /** As people write it: `{编号}`. */
  readonly name: string
  readonly example: string
  /** A text without it would not say what it is about. */
  readonly isNeeded?: true
}

/** One text the house sends or shows. */
export interface Template {
  readonly name: string
  readonly audience: 'staff' | 'resident'
  /** Empty: this text has none. */
  readonly title: string
  readonly text: string
  readonly fields: readonly TemplateField[]
}

const number: TemplateField = { name: '编号', example: '2026-0512-007', isNeeded: true }
const matter: TemplateField = { name: '标题', example: '桑家小区12号楼井盖破损' }
const count: TemplateField = { name: '件数', example: '3', isNeeded: true }
const ofCase = { audience: 'staff', text: '{编号} {标题}', fields: [number, matter] } as const

const shift: TemplateField = { name: '班次', example: '白班', isNeeded: true }
const at: TemplateField = { name: '时间', example: '17:30' }
const span: TemplateField = { name: '范围', example: '处置中，桑家社区' }

const unit: TemplateField = { name: '单位', example: '区综合行政执法局' }
const due: TemplateField = { name: '期限', example: '还剩 2 个工作日' }
const asked: TemplateField = { name: '事项', example: '督办' }
const until: TemplateField = { name: '应在', example: '2026-05-07 15:00' }
const leave: readonly TemplateField[] = [{ name: '姓名', example: '高网格', isNeeded: true }, { name: '起', example: '2026-05-07' }, { name: '止', example: '2026-05-09' }, { name: '地方', example: '桑家小区12号楼' }]
const next = (name: string, text: string) => ({ name: `居民看到的下一步：${name}`, audience: 'resident', title: '', text, fields: [unit, due] } as const)

/** Every text that may be changed, as shipped; the key is what the sender names. */
export const TEMPLATES = {
  'case.new': { ...ofCase, name: '有新的诉求（受理台）', title: '有新的诉求' },
  'case.sent': { ...ofCase, name: '有新的案件（承办单位）', title: '有新的案件派给您' },
  'case.moved': { ...ofCase, name: '案件有进展', title: '案件{操作}', fields: [number, matter, { name: '操作', example: '派遣' }] },
  'case.soon': { ...ofCase, name: '快到期', title: '案件快到期了' },
  'case.late': { ...ofCase, name: '已超期', title: '案件已超期' },
  'case.unanswered': { name: '督办、街呼区应超时没有答复（提出的人）', audience: 'staff', title: '{事项}超时没有答复', text: '{编号} {标题}（应在 {应在} 前答复）', fields: [number, matter, asked, until] },
  'case.answer-late': { name: '督办、街呼区应超时没有答复（承办单位）', audience: 'staff', title: '{事项}超时没有答复，请尽快答复', text: '{编号} {标题}（应在 {应在} 前答复）', fields: [number, matter, asked, until] },
  'case.answered': { ...ofCase, name: '督办、呼叫有了答复（提出的人）', title: '{答复}', fields: [number, matter, { name: '答复', example: '督办有了回复' }] },
  'alarm.called': {
    name: '告警要人去看', audience: 'staff', title: '{级别}告警：{场景}', text: '{地点}，{设备}：{内容}（{时间} 起）。请在告警台确认，或马上去看。',
    fields: [{ name: '级别', example: '重要' }, { name: '场景', example: '河道水位', isNeeded: true }, { name: '地点', example: '桑家社区' }, { name: '设备', example: '北河 1 号水位计' }, { name: '内容', example: '水位 2.3 m，高了', isNeeded: true }, { name: '时间', example: '5月7日 10:00' }],
  },
  'alarm.step-late': {
    name: '处置步骤过了时限', audience: 'staff', title: '处置超时：{场景}（{级别}）', text: '{地点}：{步骤}还没有做。请马上做，或在告警台写明为什么不用做。',
    fields: [{ name: '级别', example: '重要' }, { name: '场景', example: '企业消防应急处置', isNeeded: true }, { name: '地点', example: '埃皋科创园' }, { name: '步骤', example: '第 1 步“打电话给消防控制室”（10:01 前）', isNeeded: true }],
  },
  'leave.lent': { name: '休假顶岗：请您顶岗', audience: 'staff', title: '请您替{姓名}顶岗', text: '{起} 到 {止}，{地方}由您照看。这几天这些地方的案件和走访在您的手机里。', fields: leave },
  'leave.taken-back': { name: '休假顶岗：不用再顶岗', audience: 'staff', title: '不用再替{姓名}顶岗', text: '{起} 到 {止} 的安排撤销了，{地方}仍由{姓名}照看。', fields: leave },
  'plan.stuck': {
    name: '并联计划：有一项派不出去', audience: 'staff', title: '并联计划“{计划}”有一项派不出去', text: '第 {第几} 项“{任务}”：{原因} 请在“网格工作－并联任务”里改由别的单位办或换个分类；等它的任务都停着。',
    fields: [{ name: '计划', example: '桑家小区改造', isNeeded: true }, { name: '第几', example: '3' }, { name: '任务', example: '管网施工', isNeeded: true }, { name: '原因', example: '桑家物业已停用。' }],
  },
  'mediation.unperformed': { name: '调解协议到期（建卷的人）', audience: 'staff', title: '调解协议到期，请回访履行情况', text: '{编号} {标题}（应在 {应在} 前履行）', fields: [number, matter, until] },
  'overdue.unit': { name: '每天早上：本单位超期', audience: 'staff', title: '{件数} 件案件已超期', text: '请尽快办理；办不完的请写明原因并联系指挥中心。', fields: [count] },
  'overdue.street': { name: '每天早上：全街道超期', audience: 'staff', title: '全街道 {件数} 件案件已超期', text: '{各单位}', fields: [count, { name: '各单位', example: '区环卫中心 2 件、桑家社区 1 件' }] },
  'calendar.recomputed': { name: '期限已重算', audience: 'staff', title: '放假安排有变，{件数} 件案件的期限已重算', text: '每件案件的经过里写着原来的和现在的期限。', fields: [count] },
  'model.drift': {
    name: '分类建议不如以前准', audience: 'staff', title: '分类建议不如以前准：{月份}', text: '{月份} 办结的案件里，建议的分类有 {一致} 与办结时一致，以前是 {以前}。请在“分类模型”里看各类的变化，必要时用新办结的案件重新训练。',
    fields: [{ name: '月份', example: '2026-04', isNeeded: true }, { name: '一致', example: '70%' }, { name: '以前', example: '90%' }],
  },
  'shift.ended': {
    name: '班次结束，请交班', audience: 'staff', title: '{班次}已结束，请交班', text: '交接简报已经生成，请在“值班”里核对、写上交班事项后交班。', fields: [{ name: '班次', example: '白班', isNeeded: true }],
  },
  'shift.given': {
    name: '已交班，请接班', audience: 'staff', title: '{交班人}已交班，请接班确认', text: '{班次} {时间} 交出。请在“值班”里看交接简报并确认接班。', fields: [shift, { name: '交班人', example: '汤值班' }, at],
  },
  'shift.forgotten': {
    name: '交接班没有人确认', audience: 'staff', title: '交接班 {分钟} 分钟没有人确认', text: '{班次} {时间} 交出。请在“值班”里看交接简报并确认接班。', fields: [shift, { name: '分钟', example: '30' }, at],
  },
  'care.test-unanswered': {
    name: '每月试呼没有人按', audience: 'staff', title: '{台数} 台呼叫器试呼三天没有人按', text: '{哪里}。请上门看看老人和设备。',
    fields: [{ name: '台数', example: '2', isNeeded: true }, { name: '哪里', example: '桑家社区 桑家小区12号楼' }],
  },
  'export.done': {
    name: '导出的文件好了', audience: 'staff', title: '导出的文件可以下载了', text: '{范围}，共 {件数} 件。请在“导出”里下载。', fields: [span, count],
  },
  'export.waiting': {
    name: '有人申请导出个人信息', audience: 'staff', title: '{申请人}申请导出含个人信息的列表', text: '{范围}，{件数} 件；用途：{用途}。请在“导出”里批准或不批准。',
    fields: [{ name: '申请人', example: '苏受理', isNeeded: true }, span, count, { name: '用途', example: '逐户回访' }],
  },
  'export.declined': {
    name: '导出没有被批准', audience: 'staff', title: '导出没有被批准', text: '{范围}。{谁}：{原因}', fields: [{ ...span, isNeeded: true }, { name: '谁', example: '汤值班' }, { name: '原因', example: '用途写得不清楚' }],
  },
  'sensitive.proposed': {
    name: '有人申请建立敏感登记', audience: 'staff', title: '{申请人}申请建立敏感登记：{类别}', text: '{范围}；目的：{目的}。请在“敏感登记”里核对法律依据和读者，批准或不批准。',
    fields: [{ name: '申请人', example: '桑书记', isNeeded: true }, { name: '类别', example: '社区矫正对象', isNeeded: true }, { name: '范围', example: '桑家社区' }, { name: '目的', example: '协助社区矫正' }],
  },
  'bulletin.made': {
    name: '看板的简报好了', audience: 'staff', title: '简报好了：{看板}', text: '{地方}，{件数} 项指标{没算出}。请在“简报”里下载 PDF 或 Excel。',
    fields: [{ name: '看板', example: '值班早报', isNeeded: true }, { name: '地方', example: '雪宫街道' }, { name: '件数', example: '8' }, { name: '没算出', example: '，其中 1 项没有算出' }],
  },
  'audit.broken': {
    name: '哈希链核对发现问题', audience: 'staff', title: '哈希链核对发现问题', text: '{哪里}。请保留现场，先备份数据库再查。',
    fields: [{ name: '哪里', example: '雪宫街道案件经过第 3 条：内容被改动', isNeeded: true }],
  },
  'notice.undelivered': {
    name: '外发消息没有送出', audience: 'staff', title: '有一条外发消息没有送出', text: '发往“{渠道}”的“{消息}”没有送出：{原因}。请检查通知渠道的设置。',
    fields: [{ name: '渠道', example: 'group-robot', isNeeded: true }, { name: '消息', example: '案件已超期' }, { name: '原因', example: '对方拒绝（HTTP 403）' }],
  },
  'user.seen': {
    name: '有人以您的身份查看', audience: 'staff', title: '有人以您的身份查看过', text: '{谁} 从 {开始} 起以您的身份查看，最长 15 分钟，只能看不能办。原因：{原因}。如有疑问请找安全审计员。',
    fields: [{ name: '谁', example: '安管理', isNeeded: true }, { name: '开始', example: '5月7日 10:00' }, { name: '原因', example: '他说看不到案件' }],
  },
  'resident.login': {
    name: '居民登录的验证码短信', audience: 'resident', title: '', text: '您的 i雪宫 登录验证码是 {验证码}，十分钟内有效。谁来要都不要给。', fields: [{ name: '验证码', example: '482913', isNeeded: true }],
  },
  'resident.unit': {
    name: '告知责任单位的短信', audience: 'resident', title: '', text: '{单位}：街道检查查出由贵单位负责的 {几处} 处隐患，给予{处理}。请在 {到期} 前改好，并向街道答复。',
    fields: [{ name: '单位', example: '某市政工程公司', isNeeded: true }, { name: '几处', example: '2' }, { name: '处理', example: '通报', isNeeded: true }, { name: '到期', example: '2026-05-12', isNeeded: true }],
  },
  'resident.unit-letter': {
    name: '交给责任单位的告知书', audience: 'resident', title: '', text: '{单位}（{类别}）：\n街道检查查出由贵单位负责的隐患：{隐患}。\n现给予{处理}。{要求}\n请在 {到期} 前改好，并向街道书面答复改了什么、由谁负责；认为不该由贵单位负责的，也请在这一天前说明理由。',
    fields: [{ name: '单位', example: '某市政工程公司', isNeeded: true }, { name: '类别', example: '施工单位' }, { name: '处理', example: '通报', isNeeded: true }, { name: '隐患', example: '排水口旁堆着水泥袋（20260507-0003）', isNeeded: true }, { name: '要求', example: '例会上通报，限期清运。' }, { name: '到期', example: '2026-05-12', isNeeded: true }],
  },
  'resident.helper': {
    name: '请家人同意代办的短信', audience: 'resident', title: '',
    text: '{谁}（手机尾号 {尾号}）请您同意由 TA 在 i雪宫 替您{做什么}，到 {到期} 为止。同意，就把验证码 {验证码} 告诉 TA；不认识、不同意，不要给，也不用回。以后随时能撤回：登录 i雪宫，或到社区说一声。',
    fields: [{ name: '谁', example: '李建国', isNeeded: true }, { name: '尾号', example: '2345' }, { name: '做什么', example: '报事、预约、看进度', isNeeded: true }, { name: '到期', example: '2027-05-07' }, { name: '验证码', example: '482913', isNeeded: true }],
  },
  'next.registered': next('等待受理', '工作人员会先看清情况，一般当天受理。'),
  'next.verifying': next('核实', '可能有网格员到现场看一看，确认后就立案。'),
  'next.filed': next('已立案', '马上交给负责的单位。'),
  'next.dispatched': next('已派遣', '等负责单位接手；如果不归他们管，两个工作日内会换到对的单位。'),
  'next.handling': next('处置中', '单位办好后会在这里答复您。'),
  'next.suspended': next('挂账', '条件具备后接着办，恢复时会通知您。'),
  'next.escalated': next('街呼区应', '区级部门会答复街道是否承接。'),
  'next.replied': next('已答复', '街道会核查是不是真的办好了。您现在就可以评价。'),
  'next.checking': next('核查中', '街道正在核查，可能会给您打电话。您现在就可以评价。'),
  'next.closed': next('已办结', '如果问题还在，请点“问题还在”，我们重新办。'),
  'next.archived': next('已归档', '如果又出现同样的问题，请再报一次，我们会关联这件事。'),
  'next.void': next('已作废', '如有疑问，请联系社区。'),
} as const satisfies Record<string, Template>

/** Names a text. */
export type TemplateKey = keyof typeof TEMPLATES

/** All of them, in the order of the list. */
export const templateKeys = Object.keys(TEMPLATES) as TemplateKey[] // keys of a literal table

/** The shipped text of a key. */
export function templateOf(key: TemplateKey): Template {
  return TEMPLATES[key]
}

/** The key, when it is one. */
export function keyIn(text: string): TemplateKey | undefined {
  return templateKeys.find((key) => key === text)
}
