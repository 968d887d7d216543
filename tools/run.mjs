// Run a TypeScript file on the Node that the package `node` carries: `node tools/run.mjs FILE [arguments]`.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const carried = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
const program = existsSync(carried) ? carried : process.execPath
const child = spawn(program, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1)
})
