import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { isSignedIn } from './session.ts'

/** Whether this device is signed in, looked at anew whenever the page comes into view. */
export function useSignedIn(): boolean {
  const [isIn, setIn] = useState(isSignedIn)
  useDidShow(() => setIn(isSignedIn()))
  return isIn
}
