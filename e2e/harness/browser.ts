import { existsSync } from 'node:fs'
import carried, { inflate, setupLambdaEnvironment } from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

/** WebGL in software, a microphone that beeps; the rest of the browser as a person has it, same-origin rules included. */
const ARGS = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--font-render-hinting=none', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

/** The machine's own Chromium, else the one inside the npm package; nothing is downloaded. */
export async function launchBrowser(): Promise<Browser> {
  const system = SYSTEM.find((file) => existsSync(file))
  if (system) return chromium.launch({ executablePath: system, args: ARGS })
  const executablePath = await carried.executablePath()
  try {
    return await chromium.launch({ executablePath, args: ARGS })
  } catch (error) {
    if (!(error instanceof Error) || !/shared libraries/u.test(error.message)) throw error
    // A bare machine lacks libnss3 and its kin: the same package carries them.
    const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin')
    await inflate(path.join(bin, 'al2023.tar.br'))
    setupLambdaEnvironment(path.join(os.tmpdir(), 'al2023', 'lib'))
    return chromium.launch({ executablePath, args: ARGS })
  }
}
