/**
 * Resident (i雪宫): the 23 high-frequency services: catalogue with search in everyday words, appointments, and 代办.
 * Residents who sign in (telephone or WeChat; never needed) and their family helpers.
 * Owns `service_item`, `service_booking`, `resident_*`. Hears `case.closed`: whoever wished to is told in WeChat. Raises nothing of its own: 代办 is a signal and a case
 * like any other. The door for reports is `platform/signals`.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module, PhoneData } from '../../kernel/module.ts'
import { sweepResidents } from './account/own.ts'
import { phoneData } from './appointments/book.ts'
import { forgetVisitors } from './appointments/desk.ts'
import { indicators } from './indicators.ts'
import { personData } from './person-data.ts'
import { routes } from './routes.ts'
import { tellWishes, wakeOnClosed } from './told/wishes.ts'

export { knownResident, residentIn, residentOf } from './account/session.ts'
export { signInByWechat } from './account/wechat.ts'
export type { WechatSetting } from './account/wechat.ts'
export { tellByWechat } from './told/wishes.ts'
export { forgetVisitors, sweepResidents, tellWishes }

/** Manifest of the service. `phoneData`: of all modules, what residents left their telephone in. */
export const resident = ({ phoneData: kept }: { readonly phoneData: () => readonly PhoneData[] }): Module => defineModule({
  id: 'resident',
  name: '居民服务',
  permissions: { 'service.read': '查看民生事项目录', 'service.edit': '修改民生事项', 'service.desk': '办理预约' },
  routes: (router, context) => { routes(router, context, kept) },
  phoneData,
  indicators,
  personData,
  handlers: { 'case.closed': wakeOnClosed },
  jobs: [{ name: 'resident.tell', cron: '* * * * *', run: tellWishes }, { name: 'service.forget', cron: '50 3 * * *', isMadeUp: true, run: forgetVisitors }, { name: 'resident.sweep', cron: '55 3 * * *', isMadeUp: true, run: sweepResidents }],
})
