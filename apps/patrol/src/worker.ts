import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/** Written at build time: every file of the app with its revision. The page's types know no worker's global. */
declare const self: { readonly __FILES: { url: string; revision: string | null }[] }

// The app itself opens without signal; what the server says is kept by the app, sealed, and never here. A new version
// waits until every page of the old one is closed: nobody's form is changed under their hands.
clientsClaim()
precacheAndRoute(self.__FILES)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/patrol/shell.html'), { allowlist: [/^\/patrol\/?$/u] }))
