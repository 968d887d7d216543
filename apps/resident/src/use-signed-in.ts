import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { hasOwnPhone, isSignedIn } from './session.ts'

/** Whether this device is signed in, looked at anew whenever the page comes into view. */
export function useSignedIn(): boolean {
  return useLooked(isSignedIn)
}

/** The same of a login that brings its own telephone. */
export function useOwnPhone(): boolean {
  return useLooked(hasOwnPhone)
}

function useLooked(look: () => boolean): boolean {
  const [is, setIs] = useState(look)
  useDidShow(() => setIs(look()))
  return is
}
