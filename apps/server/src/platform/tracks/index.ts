/**
 * Tracks of staff on duty, by what the law allows (PIPL art. 6, 13, 47): only while their own switch is on, kept 30 days, read
 * by who walked them alone; leaders see which places were reached. Owns `track_session`, `track_point`, `track_coverage`.
 * Raises and hears nothing.
 */
import { defineModule } from '../../kernel/module.ts'
import { actions } from './actions.ts'
import { forgetTracks, keepTrackMonths } from './keep.ts'
import { layers } from './layers.ts'
import { routes } from './routes.ts'

export { forgetTracks, keepTrackMonths }

/** Manifest of the module. */
export const tracks = defineModule({
  id: 'tracks',
  name: '足迹',
  permissions: { 'track.walk': '记录和查看自己的足迹', 'track.coverage': '查看走到了哪些地方' },
  routes,
  actions,
  layers,
  jobs: [{ name: 'track.forget', cron: '25 3 * * *', isMadeUp: true, run: forgetTracks }],
})
