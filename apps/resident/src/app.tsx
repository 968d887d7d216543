import type { ReactNode } from 'react'
import './app.css'
import './forms-and-progress.css'

export default function App({ children }: { children?: ReactNode }) {
  return children
}
