import { usePageNotFound } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { replaceWith } from './go.ts'
import './app.css'
import './forms-and-progress.css'

export default function App({ children }: { children?: ReactNode }) {
  usePageNotFound(() => replaceWith('missing'))
  return children
}
