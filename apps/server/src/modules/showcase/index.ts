/**
 * Showcase (今朝风采): announcements, stories and activities the street tells everybody, written by one person and published by
 * another; residents sign up for activities, volunteers are told their hours. Owns `story*`, `activity*`. Raises nothing; hears `deliberation.closed`: what a community has settled becomes a draft of its own. Every act is audited.
 */
import { defineModule } from '../../kernel/module.ts'
import { indicators } from './activities/indicators.ts'
import { forgetParticipants } from './activities/people.ts'
import { personData } from './activities/person-data.ts'
import { phoneData } from './activities/sign-up.ts'
import { draftDeliberated } from './draft-deliberated.ts'
import { routes } from './routes.ts'

export { bringInActivities, bringInStories } from './bring-in.ts'
export { forgetParticipants }

/** Manifest of the module. */
export const showcase = defineModule({
  id: 'showcase',
  name: '今朝风采',
  permissions: { 'story.edit': '写通知公告和今朝风采', 'story.approve': '审核发布', 'activity.people': '看活动报名、记志愿时长' },
  routes,
  phoneData,
  personData,
  indicators,
  jobs: [{ name: 'activity.forget', cron: '52 3 * * *', isMadeUp: true, run: forgetParticipants }],
  handlers: { 'deliberation.closed': draftDeliberated },
})
