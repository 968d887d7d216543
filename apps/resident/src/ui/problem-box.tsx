import { useEffect } from 'react'
import { focusOn } from '../platform/device'
import { goTo, type PageParams, pageUrl } from '../go.ts'
import { Alert, Button, Link, Text } from './base'

interface ProblemBoxProps {
  id: string
  message: string
  /** Where in the form something is missing: field id and words. */
  places?: readonly { readonly id: string; readonly message: string }[]
  /** The code of the server's refusal, and where somebody comes back to who signs in because of it. */
  code?: string | undefined
  back?: PageParams
  /** Changes with every attempt, so that the box is read again. */
  attempt: number
}

/** What went wrong, on top, with a way to each field concerned. */
export function ProblemBox({ id, message, places = [], code, back = {}, attempt }: ProblemBoxProps) {
  useEffect(() => focusOn(id), [id, attempt])
  return (
    <Alert id={id}>
      <Text block className="alert-title">
        <Text ornament>▲ </Text>
        {message}
      </Text>
      {places.map((place) => (
        <Button kind="quiet" key={place.id} onPress={() => focusOn(place.id)}>
          {place.message}
        </Button>
      ))}
      {code === 'phone-code-needed' && (
        <Link href={pageUrl('sign-in', back)} onPress={() => goTo('sign-in', back)}>
          用手机验证码登录
        </Link>
      )}
    </Alert>
  )
}
