/** Attributes that WeChat's screen reader hears and Taro's templates leave out, by component. */
const ATTRIBUTES = { 'aria-label': '', 'aria-role': '', 'aria-hidden': '', 'aria-checked': '', 'aria-live': '' }

module.exports.SPOKEN = Object.fromEntries(['View', 'Text', 'Button', 'Input', 'Textarea', 'Image'].map((name) => [name, ATTRIBUTES]))
