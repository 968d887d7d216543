import { expect, test } from 'vitest'
import { claimDrafts, clearDrafts, draftCount, readDraft, writeDraft } from './drafts.ts'

function memory(): Storage {
  const map = new Map<string, string>()
  return {
    get length() { return map.size },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    clear: () => map.clear(),
  }
}

test('what was typed comes back after a reload', () => {
  const store = memory()
  writeDraft('case-1:reply', { text: '已更换井盖' }, store)
  expect(readDraft('case-1:reply', store)).toEqual({ text: '已更换井盖' })
  writeDraft('case-1:reply', null, store)
  expect(readDraft('case-1:reply', store)).toBeNull()
})

test('a broken draft is no draft', () => {
  const store = memory()
  store.setItem('yihu:draft:x', '{half')
  expect(readDraft('x', store)).toBeNull()
  expect(draftCount(store)).toBe(0)
})

test('a full store loses the draft, not the page', () => {
  const store = { ...memory(), setItem: () => { throw new Error('QuotaExceededError') } }
  expect(() => writeDraft('x', '很长', store)).not.toThrow()
})

test('leaving clears drafts and nothing else', () => {
  const store = memory()
  store.setItem('yihu:theme', 'dark')
  writeDraft('a', 1, store)
  writeDraft('b', 2, store)
  expect(draftCount(store)).toBe(2)
  clearDrafts(store)
  expect(draftCount(store)).toBe(0)
  expect(store.getItem('yihu:theme')).toBe('dark')
})

test('the same person finds the drafts again, the next one does not', () => {
  const store = memory()
  claimDrafts('anna', store)
  writeDraft('a', 1, store)
  claimDrafts('anna', store)
  expect(readDraft('a', store)).toBe(1)
  claimDrafts('bo', store)
  expect(readDraft('a', store)).toBeNull()
})
