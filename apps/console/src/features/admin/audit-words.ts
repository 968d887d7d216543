/** What the trail's actions are called; an action of a later server is shown by its own name. */
export const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  'login': '登录',
  'logout': '退出',
  'password.change': '修改密码',
  'totp.start': '申请动态口令',
  'totp.confirm': '开启动态口令',
  'user.create': '新建用户',
  'user.change': '修改用户',
  'user.rescue': '救回账号',
  'unit.create': '新建单位',
  'unit.change': '修改单位',
  'key.create': '新建接口密钥',
  'key.revoke': '停用接口密钥',
  'case.reveal': '查看报事人',
  'mediation.open': '建调解卷宗',
  'mediation.add-party': '增加调解当事人',
  'mediation.record-consent': '登记调解意愿',
  'mediation.assign': '指定调解员',
  'mediation.hold-session': '记录调解',
  'mediation.agree': '达成调解协议',
  'mediation.attach-signed': '补签字的协议',
  'mediation.fail': '调解不成',
  'mediation.to-court': '调解转诉讼',
  'mediation.follow-up': '调解回访',
  'mediation.reveal': '查看调解当事人',
  'import': '导入',
  'import.start': '开始导入',
  'import.errors': '下载错误表',
  'area.import': '导入区域',
  'area.edit': '修改区域',
  'class.publish': '发布案件分类',
  'class.restore': '恢复案件分类',
  'calendar.hours': '修改服务时间',
  'notice.template': '修改通知用语',
  'see-as.start': '以他人身份查看',
  'see-as.stop': '结束以他人身份查看',
  'roles.conflict': '三员兼任被拒绝',
  'audit.verify': '核对哈希链',
  'calendar.save': '保存放假安排',
  'duty.publish': '发布派遣规则',
  'duty.restore': '恢复派遣规则',
}

const RESULTS: Readonly<Record<string, string>> = { done: '成功', refused: '被拒绝' }
const PURPOSES: Readonly<Record<string, string>> = { contact: '联系报事人', verify: '核实情况', emergency: '紧急情况' }

/** The word for an action, a result or a purpose; what is not known stays as it is. */
export function auditWord(value: string): string {
  return AUDIT_ACTIONS[value] ?? RESULTS[value] ?? PURPOSES[value] ?? value
}
