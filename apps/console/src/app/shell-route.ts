import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { ApiError } from '@yihu/client'
import { queryClient } from './query-client.ts'
import { meQuery } from './session.ts'
import { Shell } from './shell.tsx'

export const root = createRootRoute({ component: Outlet })

/** Who is logged in; who is not goes to the login and from there back. */
export async function knowMe({ location }: { readonly location: { readonly href: string; readonly maskedLocation?: { readonly href: string } } }) {
  try {
    return { me: await queryClient.ensureQueryData(meQuery) }
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.maskedLocation?.href ?? location.href }, throw: true })
    throw error
  }
}

/** What every page of a logged-in person stands in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: knowMe,
  component: Shell,
})
