import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openLogin } from './pages/login.ts'
import { openPhone } from './store/session.ts'
import { followSwitch } from './send/follow.ts'
import { watchNetwork } from './send/send.ts'
import { applyLook } from './ui/look.ts'
import './ui/styles.css'

applyLook()
openLogin()
// What the phone keeps is shown before anything is asked for, and the app is put by for later only when nobody waits.
void openPhone().then(() => {
  const root = document.getElementById('root')
  if (root) createRoot(root).render(<App />)
  whenIdle(watchNetwork)
  followSwitch()
  if ('serviceWorker' in navigator && import.meta.env.PROD) whenIdle(() => void navigator.serviceWorker.register('/patrol/worker.js', { scope: '/patrol/' }))
})

/** After the next picture, when the page has nothing else to do; not every browser can say so. */
function whenIdle(work: () => void): void {
  requestAnimationFrame(() => ('requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: 2_000 }) : setTimeout(work)))
}
