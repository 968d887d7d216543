// What a person downloads before the first page works, against its budget. Needs built apps (tools/build.mjs).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

import { at } from './ensure.mjs'

const KB = 1000

/** First load over the network (gzip) of a web app: everything its index.html names. Lazy pieces are apart. */
const FIRST_LOADS = [
  { name: 'console', folder: 'apps/console/dist', most: 400 * KB },
  { name: 'patrol', folder: 'apps/patrol/dist', most: 200 * KB },
  { name: 'resident', folder: 'apps/resident/dist/h5', most: 250 * KB },
]

/** WeChat's own limit for the main package, uncompressed. */
const MINIAPP = { name: 'miniapp main package', folder: 'apps/resident/dist/weapp', most: 2_000 * KB }

/** Local scripts, styles and preloads that a page names, as files below its folder. */
function namedFiles(folder) {
  const html = readFileSync(at(folder, 'index.html'), 'utf8')
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? []
  const named = tags.filter((tag) => tag.startsWith('<script') || /rel="?(stylesheet|modulepreload|preload)/.test(tag))
  return named
    .map((tag) => /(?:src|href)="?([^"\s>]+)/.exec(tag)?.[1] ?? '')
    .filter((address) => address !== '' && !/^(https?:)?\/\//.test(address))
    .map((address) => address.split('?')[0])
}

/** The file behind an address: a base path such as /patrol/ is not part of the folder. */
function fileOf(folder, address) {
  const parts = address.split('/').filter((part) => part !== '' && part !== '.')
  const tails = parts.map((_, from) => path.join(folder, ...parts.slice(from)))
  return tails.find((file) => existsSync(at(file)))
}

function firstLoad({ folder }) {
  return namedFiles(folder).reduce((sum, address) => {
    const file = fileOf(folder, address)
    if (file === undefined) throw new Error(`${folder}/index.html names ${address}, which was not built`)
    return sum + gzipSync(readFileSync(at(file))).length
  }, gzipSync(readFileSync(at(folder, 'index.html'))).length)
}

function bytesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const file = path.join(folder, entry.name)
    return sum + (entry.isDirectory() ? bytesBelow(file) : statSync(file).size)
  }, 0)
}

function mainPackage({ folder }) {
  const { subPackages = [], subpackages = [] } = JSON.parse(readFileSync(at(folder, 'app.json'), 'utf8'))
  const apart = [...subPackages, ...subpackages].map(({ root }) => bytesBelow(at(folder, root)))
  return bytesBelow(at(folder)) - apart.reduce((sum, bytes) => sum + bytes, 0)
}

/** Whether a built app is within its budget; one that has not been built yet is told, not failed. */
function check(app, measure, marker) {
  if (!existsSync(at(app.folder, marker))) {
    console.log(`${app.name}: not built`)
    return true
  }
  const bytes = measure(app)
  const isWithin = bytes <= app.most
  console.log(`${app.name}: ${Math.round(bytes / KB)} of ${app.most / KB} KB${isWithin ? '' : ' — too heavy'}`)
  return isWithin
}

const verdicts = [
  ...FIRST_LOADS.map((app) => check(app, firstLoad, 'index.html')),
  check(MINIAPP, mainPackage, 'app.json'),
]
process.exitCode = verdicts.every(Boolean) ? 0 : 1
