/**
 * Builds the resident app: `node build.mjs h5|weapp`.
 *
 * Taro's own command line is not used on purpose: its package calls a vendor site at install time
 * and carries some 200 packages that a build does not need. This is the part of it that builds.
 */
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const target = process.argv[2]
if (target !== 'h5' && target !== 'weapp') {
  console.error('usage: node build.mjs h5|weapp')
  process.exit(2)
}
process.env.NODE_ENV = 'production'
process.env.TARO_ENV = target

const { taroConfig } = await import('./config/taro.mjs')
const require = createRequire(import.meta.url)
const { Config, Kernel } = require('@tarojs/service')
const appPath = dirname(fileURLToPath(import.meta.url))
// Babel's preset looks for the browser list in the working directory.
process.chdir(appPath)

const config = new Config({ appPath, disableGlobalConfig: true })
Object.assign(config, {
  initialConfig: taroConfig(target),
  initialGlobalConfig: {},
  isInitSuccess: true,
  configPath: fileURLToPath(new URL('./config/taro.mjs', import.meta.url)),
})

const kernel = new Kernel({
  appPath,
  presets: [],
  plugins: [
    require.resolve('./config/build-command.cjs'),
    `@tarojs/plugin-platform-${target}`,
    '@tarojs/plugin-framework-react',
  ],
  config,
})

const started = performance.now()
await kernel.run({
  name: 'build',
  opts: { _: ['build'], options: { platform: target, args: {}, isWatch: false }, isHelp: false },
})
// A cache of the compiler's, which would count as a changed source of the next build.
rmSync('.swc', { recursive: true, force: true })
console.log(`resident ${target}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
