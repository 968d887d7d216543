/**
 * Showcase (今朝风采): announcements and stories the street tells everybody, written by one person and published by another.
 * Owns `story`. Raises nothing; hears `deliberation.closed`: what a community has settled becomes a draft of its own. Every act is audited.
 */
import { defineModule } from '../../kernel/module.ts'
import { draftDeliberated } from './draft-deliberated.ts'
import { routes } from './routes.ts'

export { bringInStories } from './bring-in.ts'

/** Manifest of the module. */
export const showcase = defineModule({
  id: 'showcase',
  name: '今朝风采',
  permissions: { 'story.edit': '写通知公告和今朝风采', 'story.approve': '审核发布' },
  routes,
  handlers: { 'deliberation.closed': draftDeliberated },
})
