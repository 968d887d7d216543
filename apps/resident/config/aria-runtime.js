// The same names at run time: Taro shortens what a template binds by its place in the list of known attributes.
import { mergeInternalComponents } from '@tarojs/shared'
import { SPOKEN } from './spoken.cjs'

mergeInternalComponents(SPOKEN)
