import { Fault } from '@yihu/contracts'
import type { Role } from '@yihu/contracts'

const reference = ['area.read', 'catalogue.read', 'pool.read', 'layer.read']
/** The data pool: who knocks at doors, who keeps the registers of a community, who stands above them, who governs. */
const poolVisit = ['person.read', 'person.reveal', 'pool.write']
const poolKeep = [...poolVisit, 'count.state', 'person.merge', 'import.run', 'sensitive.read', 'sensitive.propose']
const poolLead = [...poolKeep, 'count.settle', 'person.erase', 'sensitive.approve', 'sensitive.export']
/** 五步议事: a grid worker looks on and counts papers; the community and the street lead. */
const deliberateHelp = ['deliberation.read', 'deliberation.count']
const deliberate = [...deliberateHelp, 'deliberation.write', 'deliberation.reveal']
const poolGovern = ['pool.govern']
/** Grid work: who walks it, and who says what is to be walked. */
const gridWalk = ['grid.read', 'grid.visit']
const gridKeep = [...gridWalk, 'grid.leave']
const gridLead = [...gridKeep, 'grid.routine']
const checkFill = ['check.read', 'check.fill', 'track.walk']
const checkDesign = ['check.read', 'check.edit', 'check.publish']

/**
 * What each role may do. The three officers (三员, GB/T 22239-2019 8.1.5) share nothing that changes anything:
 * the administrator makes accounts and keeps reference data, the security officer appoints officers and unlocks,
 * the auditor reads the trail. None of them handles cases.
 */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly string[]>> = {
  admin: [...reference, ...poolGovern, ...checkDesign, 'model.read', 'model.train', 'scenario.read', 'scenario.edit', 'scenario.approve', 'device.read', 'device.edit', 'device.command', 'letter.read', 'letter.replay', 'user.manage', 'user.create', 'user.see-as', 'notice.edit', 'key.manage', 'unit.manage', 'power.read', 'power.manage', 'catalogue.edit', 'calendar.edit', 'area.edit', 'code.manage', 'duty.read', 'service.read', 'service.edit'],
  security: ['user.manage', 'security.manage'],
  auditor: [...reference, 'model.read', 'scenario.read', 'shift.read', 'power.read', 'audit.read', 'duty.read'],
  'duty-chief': [
    ...reference, 'indicator.read', 'cluster.read', 'cluster.refresh', 'prevention.read', 'prevention.open', ...poolLead, ...gridLead, ...checkFill, ...checkDesign, 'check.sanction', 'track.coverage', 'model.read', 'model.train', 'alarm.read', 'alarm.act', 'alarm.drill', 'scenario.read', 'scenario.edit', 'scenario.approve', 'device.read', 'device.edit', 'device.command', 'letter.read', 'letter.replay', 'care.read', 'care.edit', 'care.reveal', 'export.make', 'export.approve', 'export.template', 'shift.read', 'shift.edit', 'shift.handover', 'case.read', 'case.register', 'case.accept', 'case.verify', 'case.file', 'case.dispatch', 'case.handle', 'case.check',
    'case.approve', 'case.urge', 'case.reveal', 'power.read', 'power.score', 'mediation.read', 'mediation.write', 'mediation.reveal', ...deliberate, 'import.run', 'duty.read', 'duty.draft', 'duty.edit', 'code.manage', 'service.read', 'service.edit', 'service.desk', 'story.edit', 'story.approve', 'activity.people',
  ],
  acceptor: [...reference, 'check.read', 'indicator.read', 'cluster.read', 'prevention.read', 'person.read', 'alarm.read', 'alarm.act', 'scenario.read', 'device.read', 'export.make', 'shift.read', 'shift.handover', 'case.read', 'case.register', 'case.accept', 'case.file', 'case.check', 'case.reveal', 'import.run', 'duty.read', 'service.read', 'service.desk'],
  dispatcher: [...reference, 'check.read', 'indicator.read', 'cluster.read', 'prevention.read', 'alarm.read', 'alarm.act', 'scenario.read', 'device.read', 'export.make', 'shift.read', 'shift.handover', 'case.read', 'case.dispatch', 'case.urge', 'duty.read', 'duty.draft'],
  community: [...reference, ...checkFill, 'track.coverage', 'indicator.read', 'care.read', 'care.edit', 'care.reveal', 'cluster.read', 'prevention.read', ...poolKeep, ...gridKeep, 'alarm.read', 'alarm.act', 'scenario.read', 'device.read', 'export.make', 'shift.read', 'case.read', 'case.register', 'case.verify', 'case.handle', 'case.reveal', 'mediation.read', 'mediation.write', 'mediation.reveal', ...deliberate, 'duty.read', 'code.manage', 'service.read', 'story.edit', 'activity.people'],
  'grid-worker': [...reference, ...checkFill, 'care.read', 'care.reveal', 'prevention.read', ...poolVisit, ...gridWalk, 'alarm.read', 'alarm.act', 'scenario.read', 'device.read', 'mediation.read', ...deliberateHelp, 'case.read', 'case.register', 'case.verify', 'case.handle'],
  department: [...reference, 'prevention.read', 'export.make', 'power.read', 'case.read', 'case.handle'],
  property: [...reference, 'prevention.read', 'case.read', 'case.handle'],
  enterprise: [...reference, 'case.read', 'case.handle'],
  // Nobody sits before it: it looks, at nobody's name, and changes nothing.
  screen: [...reference, 'check.read', 'indicator.read', 'cluster.read', 'prevention.read', 'alarm.read', 'device.read', 'case.read', 'service.read', 'deliberation.read'],
}

/** Permissions that only machine keys hold. */
export const MACHINE_PERMISSIONS: readonly string[] = ['signal.send', 'reading.send', 'open311.send', 'layer.read']

/** What a key may do that nobody chose for: it sends, it does not read. */
export const USUAL_OF_MACHINES: readonly string[] = MACHINE_PERMISSIONS.filter((permission) => permission.endsWith('.send'))

/** What these are called where keys are made. */
export const MACHINE_PERMISSION_NAMES: Readonly<Record<string, string>> = { 'signal.send': '发送信号', 'reading.send': '发送读数和摄像机事件', 'open311.send': '代居民报事（Open311）', 'layer.read': '读取地图图层（OGC API，不含居民和案件文字）' }

/** The three officers; nobody is two of them. */
export const OFFICERS: readonly Role[] = ['admin', 'security', 'auditor']

/** These see what their unit has in hand, not what else happens around it, whatever area they belong to. */
const BY_UNIT_ONLY: readonly string[] = ['department', 'property', 'enterprise'] satisfies Role[]

/** The roles that may do something. */
export function rolesWith(permission: string): Role[] {
  return (Object.keys(ROLE_PERMISSIONS) as Role[]).filter((role) => ROLE_PERMISSIONS[role].includes(permission)) // keys of a literal table
}

/** The union of what these roles may do. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<string> {
  return new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]))
}

/** Whether these roles see by unit alone. */
export function seesByUnitOnly(roles: readonly string[]): boolean {
  return roles.every((role) => BY_UNIT_ONLY.includes(role))
}

/** Whether this is the account of a screen on a wall. */
export function isWall(roles: readonly string[]): boolean {
  return roles.length > 0 && roles.every((role) => role === 'screen')
}

/** Whether other roles change how long a login lasts: one that was given for thirty days is not for a person. */
export function changesLogin(before: readonly string[], after: readonly string[] | undefined): boolean {
  return after !== undefined && isWall(after) !== isWall(before)
}

/** Whether one of these is an officer. */
export function isOfficer(roles: readonly string[]): boolean {
  return roles.some((role) => OFFICERS.some((officer) => officer === role))
}

/**
 * Refuses roles that one person must not hold together.
 * @throws roles-conflict, input-invalid
 */
export function checkRoles(roles: readonly Role[]): void {
  if (new Set(roles.filter((role) => OFFICERS.includes(role))).size > 1) throw new Fault('roles-conflict', { fields: { roles: '系统管理员、安全保密管理员、安全审计员互相制约，一个人只能担任一个' } })
  // Who audits must not be among the audited (GB/T 35273-2020 7.1).
  if (roles.includes('auditor') && roles.some((role) => role !== 'auditor')) {
    throw new Fault('input-invalid', { fields: { roles: '安全审计员不能兼任其他岗位' } })
  }
  // Its login lasts for weeks in a hall.
  if (isWall(roles.filter((role) => role === 'screen')) && !isWall(roles)) throw new Fault('input-invalid', { fields: { roles: '大屏只给墙上的屏用，不能和别的岗位放在一个账号里' } })
}
