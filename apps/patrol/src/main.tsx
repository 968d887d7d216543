import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { openPhone } from './store/session.ts'
import { watchNetwork } from './send/send.ts'
import { applyLook } from './ui/look.ts'
import './ui/styles.css'

applyLook()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
void openPhone().then(watchNetwork)
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/patrol/worker.js', { scope: '/patrol/' })
